using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Verification;

/// <summary>Holds a state that some file of the log gives against that of the commits.</summary>
internal static class StateComparison
{
    /// <summary>What is wrong with the files that are stored.</summary>
    public static IEnumerable<string> Files(TableState stored, TableState state)
    {
        var missing = state.Files.Count(one => !stored.Files.ContainsKey(one.Key));
        var more = stored.Files.Count(one => !state.Files.ContainsKey(one.Key));
        if (missing + more > 0) yield return $"it lacks {missing} data files of the commits and has {more} others";
        var changed = state.Files.Values.Count(one => stored.Files.TryGetValue(one.Key, out var other) && !IsSame(one, other));
        if (changed > 0) yield return $"it states another size or partition of {changed} data files than the commits";
    }

    /// <summary>What is wrong with the metadata, the protocol and the progress of applications that are stored.</summary>
    public static IEnumerable<string> Others(TableState stored, TableState state)
    {
        if (stored.Metadata?.Id != state.Metadata?.Id) yield return "it is of a table with another id";
        else if (Text(stored.Metadata) != Text(state.Metadata)) yield return "its metadata are not those of the commits";
        if (Text(stored.Protocol) != Text(state.Protocol)) yield return "its protocol is not that of the commits";
        // Checkpoints leave out what is long past.
        foreach (var (id, transaction) in stored.Transactions)
            if (state.Transactions.GetValueOrDefault(id)?.Version != transaction.Version)
                yield return $"it states version {transaction.Version} of the application '{id}', and the commits do not";
    }

    /// <summary>What is wrong with the domains that are stored.</summary>
    public static IEnumerable<string> Domains(TableState stored, TableState state) => stored.Domains.Keys.Union(state.Domains.Keys)
        .Where(name => stored.Domains.GetValueOrDefault(name)?.Configuration != state.Domains.GetValueOrDefault(name)?.Configuration)
        .Select(name => $"its domain '{name}' is not that of the commits");

    private static bool IsSame(AddFile one, AddFile other) => one.SizeBytes == other.SizeBytes
        && one.PartitionValues.All(value => other.PartitionValues.GetValueOrDefault(value.Key) == value.Value);

    private static string Text(Metadata? metadata) => metadata is null ? "" : string.Join('\n', [
        SchemaJson.Write(metadata.Schema), string.Join(',', metadata.PartitionColumns),
        .. metadata.Configuration.OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => property.ToString())]);

    private static string Text(Protocol? protocol) => protocol is null ? "" : string.Join('\n', [
        $"{protocol.MinReaderVersion} {protocol.MinWriterVersion}",
        string.Join(',', (protocol.ReaderFeatures ?? []).Order(StringComparer.Ordinal)),
        string.Join(',', (protocol.WriterFeatures ?? []).Order(StringComparer.Ordinal))]);
}
