using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Commits;

/// <summary>The part of a table that a commit's content depends on.</summary>
public sealed class ReadScope
{
    private readonly IReadOnlyList<IReadOnlyDictionary<string, string?>>? _partitions;

    private ReadScope(IReadOnlyList<IReadOnlyDictionary<string, string?>>? partitions) => _partitions = partitions;

    /// <summary>No part: the commit would be the same whatever else the table holds.</summary>
    public static ReadScope Nothing { get; } = new([]);

    /// <summary>Every file.</summary>
    public static ReadScope WholeTable { get; } = new((IReadOnlyList<IReadOnlyDictionary<string, string?>>?)null);

    internal bool IsNothing => _partitions is { Count: 0 };

    internal bool IsWholeTable => _partitions is null;

    /// <summary>The files of some partitions.</summary>
    /// <param name="partitions">
    /// For each, encoded values of all partition columns, or of some for a range of partitions.
    /// </param>
    public static ReadScope Partitions(IReadOnlyList<IReadOnlyDictionary<string, string?>> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        return new ReadScope(partitions);
    }

    /// <summary>Whether a file with these partition values is in the scope; unknown values might be.</summary>
    internal bool Contains(IReadOnlyDictionary<string, string?>? partitionValues, Metadata metadata)
    {
        if (_partitions is null) return true;
        if (_partitions.Count == 0) return false;
        return partitionValues is null
            || _partitions.Any(partition => partition.All(value => IsSame(metadata, value, partitionValues)));
    }

    private static bool IsSame(
        Metadata metadata, KeyValuePair<string, string?> wanted, IReadOnlyDictionary<string, string?> partitionValues)
    {
        var field = metadata.Schema.Fields.FirstOrDefault(field => field.Name == wanted.Key);
        if (field is null || !partitionValues.TryGetValue(wanted.Key, out var text)) return true;
        return text == wanted.Value
            || Equals(PartitionValue.Decode(field.Type, text), PartitionValue.Decode(field.Type, wanted.Value));
    }
}
