using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>What of a table's state belongs into a checkpoint at a moment.</summary>
internal sealed class CheckpointState
{
    private readonly Dictionary<string, RemoveFile> _tombstones;
    private readonly Dictionary<string, SetTransaction> _transactions;

    private CheckpointState(
        TableState state, Dictionary<string, RemoveFile> tombstones, Dictionary<string, SetTransaction> transactions)
    {
        State = state;
        _tombstones = tombstones;
        _transactions = transactions;
    }

    public TableState State { get; }

    /// <summary>Number of actions: those of the maps, and protocol and metadata.</summary>
    public long Count => 2L + State.Files.Count + State.Domains.Count + _tombstones.Count + _transactions.Count;

    public static CheckpointState Of(TableState state, DateTimeOffset now)
    {
        var removedSince = Before(now, state.Metadata!.DeletedFilesKept());
        long? updatedSince = state.Metadata!.TransactionsKept() is { } kept ? Before(now, kept) : null;
        // Without a date or a limit the comparison is false: the transaction is kept.
        return new CheckpointState(
            state,
            state.Tombstones
                .Where(remove => (remove.Value.DeletionTimestamp ?? 0) > removedSince)
                .ToDictionary(),
            state.Transactions
                .Where(txn => !(txn.Value.LastUpdated <= updatedSince))
                .ToDictionary());
    }

    public IEnumerable<DeltaAction> Actions()
    {
        yield return State.Protocol!;
        yield return State.Metadata!;
        foreach (var transaction in _transactions.Values) yield return transaction;
        foreach (var domain in State.Domains.Values) yield return domain;
        foreach (var remove in _tombstones.Values) yield return remove with { DataChange = false };
        foreach (var add in State.Files.Values) yield return add with { DataChange = false };
    }

    /// <summary>What of a state that was read back is not as it was written; null when it is the same.</summary>
    public string? FirstDifference(TableState read)
    {
        var count = 2L + read.Files.Count + read.Domains.Count + read.Tombstones.Count + read.Transactions.Count;
        return count != Count ? $"it holds {count} actions instead of {Count}"
            : read.Protocol is null || !SameProtocol(State.Protocol!, read.Protocol) ? "its protocol is another"
            : read.Metadata is null || !SameMetadata(State.Metadata!, read.Metadata) ? "its metadata are others"
            : read.Files.Values.FirstOrDefault(file => !Holds(file)) is { } add ? $"the file {add.Path} is another"
            : read.Tombstones.Values.FirstOrDefault(file => !Holds(file)) is { } gone ? $"the removed file {gone.Path} is another"
            : read.Transactions.Values.FirstOrDefault(txn => _transactions.GetValueOrDefault(txn.AppId) != txn) is { } other
                ? $"the transaction of {other.AppId} is another"
            : read.Domains.Values.FirstOrDefault(one => State.Domains.GetValueOrDefault(one.Domain) != one) is { } domain
                ? $"the domain {domain.Domain} is another"
            : null;
    }

    private bool Holds(AddFile add) => State.Files.TryGetValue(add.Key, out var file)
        && (file.SizeBytes, file.StatsJson) == (add.SizeBytes, add.StatsJson)
        && SameValues(file.PartitionValues, add.PartitionValues);

    private bool Holds(RemoveFile remove) =>
        _tombstones.TryGetValue(remove.Key, out var file) && file.DeletionTimestamp == remove.DeletionTimestamp;

    private static bool SameMetadata(Metadata one, Metadata other) => one.Id == other.Id
        && SchemaJson.Write(one.Schema) == SchemaJson.Write(other.Schema)
        && one.PartitionColumns.SequenceEqual(other.PartitionColumns)
        && one.Configuration.Count == other.Configuration.Count;

    private static long Before(DateTimeOffset now, TimeSpan kept) =>
        now.ToUnixTimeMilliseconds() - (long)kept.TotalMilliseconds;

    private static bool SameProtocol(Protocol one, Protocol other) =>
        (one.MinReaderVersion, one.MinWriterVersion) == (other.MinReaderVersion, other.MinWriterVersion)
        && (one.ReaderFeatures ?? []).SequenceEqual(other.ReaderFeatures ?? [])
        && (one.WriterFeatures ?? []).SequenceEqual(other.WriterFeatures ?? []);

    private static bool SameValues(
        IReadOnlyDictionary<string, string?> one, IReadOnlyDictionary<string, string?> other) =>
        one.Count == other.Count
        && one.All(value => other.TryGetValue(value.Key, out var same) && same == value.Value);
}
