using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Verification;

/// <summary>Holds the check sum of a version against the state of the commits (protocol, "Version Checksum File").</summary>
internal static class CheckSumFaults
{
    private static readonly (string Field, string Action)[] Actions =
        [("metadata", "metaData"), ("protocol", "protocol"), ("domainMetadata", "domainMetadata"), ("allFiles", "add")];

    /// <summary>What it states wrongly.</summary>
    /// <param name="checkSum">The content of the file.</param>
    /// <param name="state">What the commits make.</param>
    /// <param name="isNewest">Whether files are looked at one by one.</param>
    /// <exception cref="JsonException">A part is no action.</exception>
    /// <exception cref="DeltaException">The schema is none.</exception>
    /// <exception cref="KeyNotFoundException">A number is missing.</exception>
    public static IEnumerable<string> Of(JsonElement checkSum, TableState state, bool isNewest)
    {
        var (files, bytes) = (checkSum.GetProperty("numFiles").GetInt64(), checkSum.GetProperty("tableSizeBytes").GetInt64());
        if (files != state.Files.Count) yield return $"it states {files} files, and the commits make {state.Files.Count}";
        if (bytes != (long)state.TotalBytes) yield return $"it states {bytes} bytes, and the commits make {state.TotalBytes}";
        var stored = Stored(checkSum, state);
        var others = StateComparison.Others(stored, state);
        if (checkSum.TryGetProperty("domainMetadata", out _)) others = others.Concat(StateComparison.Domains(stored, state));
        if (isNewest && checkSum.TryGetProperty("allFiles", out _)) others = others.Concat(StateComparison.Files(stored, state));
        if (isNewest) others = others.Concat(DeletionVectors(checkSum, state));
        foreach (var problem in others) yield return problem;
    }

    /// <summary>What it states; metadata and a protocol that it leaves out are those of the commits.</summary>
    private static TableState Stored(JsonElement checkSum, TableState state)
    {
        var changes = new StateChanges();
        if (state.Metadata is not null) changes.Add(state.Metadata);
        if (state.Protocol is not null) changes.Add(state.Protocol);
        var reader = new ActionReader();
        foreach (var (field, action) in Actions)
        {
            if (!checkSum.TryGetProperty(field, out var value)) continue;
            foreach (var one in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [value])
                if (reader.Read(Line(action, one)) is { } read) changes.Add(read);
        }
        return TableState.Empty.Apply(changes);
    }

    private static byte[] Line(string action, JsonElement value) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, JsonElement> { [action] = value });

    private static IEnumerable<string> DeletionVectors(JsonElement checkSum, TableState state)
    {
        var vectors = state.Files.Values.Select(file => file.DeletionVector).OfType<DeletionVectorDescriptor>().ToList();
        if (Number(checkSum, "numDeletionVectorsOpt") is { } number && number != vectors.Count)
            yield return $"it states {number} deletion vectors, and the commits make {vectors.Count}";
        var deleted = vectors.Sum(vector => vector.Cardinality);
        if (Number(checkSum, "numDeletedRecordsOpt") is { } rows && rows != deleted)
            yield return $"it states {rows} deleted rows, and the commits make {deleted}";
    }

    private static long? Number(JsonElement checkSum, string name) =>
        checkSum.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
}
