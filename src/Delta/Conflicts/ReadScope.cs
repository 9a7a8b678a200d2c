using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Conflicts;

/// <summary>The part of a table that a commit's content depends on.</summary>
public sealed class ReadScope
{
    private readonly IReadOnlyList<IReadOnlyDictionary<string, string?>>? _partitions;
    private readonly Predicate? _rows;

    private ReadScope(IReadOnlyList<IReadOnlyDictionary<string, string?>>? partitions, Predicate? rows = null)
    {
        _partitions = partitions;
        _rows = rows;
    }

    /// <summary>No part: the commit would be the same whatever else the table holds.</summary>
    public static ReadScope Nothing { get; } = new([]);

    /// <summary>Every file.</summary>
    public static ReadScope WholeTable { get; } = new((IReadOnlyList<IReadOnlyDictionary<string, string?>>?)null);

    internal bool IsNothing => _partitions is { Count: 0 };

    /// <summary>The files of some partitions.</summary>
    /// <param name="partitions">
    /// For each, encoded values of all partition columns, or of some for a range of partitions.
    /// </param>
    public static ReadScope Partitions(IReadOnlyList<IReadOnlyDictionary<string, string?>> partitions)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        return new ReadScope(partitions);
    }

    /// <summary>The files that may hold rows of a condition, by partition values and statistics.</summary>
    public static ReadScope Rows(Predicate predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return new ReadScope(null, predicate);
    }

    /// <summary>Whether one of some files is in the scope.</summary>
    /// <param name="files">The files of one commit.</param>
    /// <param name="before">The table before that commit.</param>
    internal bool ContainsAny(IEnumerable<AddFile> files, Snapshot before)
    {
        if (_rows is null) return files.Any(file => Contains(file.PartitionValues, before.Metadata));
        var filter = new FileFilter(before, _rows);
        return files.Any(filter.MayMatch);
    }

    private bool Contains(IReadOnlyDictionary<string, string?> partitionValues, Metadata metadata) =>
        _partitions is null
        || _partitions.Any(partition => partition.All(value => IsSame(metadata, value, partitionValues)));

    private static bool IsSame(
        Metadata metadata, KeyValuePair<string, string?> wanted, IReadOnlyDictionary<string, string?> partitionValues)
    {
        var field = metadata.Schema.Fields.FirstOrDefault(field => field.Name == wanted.Key);
        if (field is null || !partitionValues.TryGetValue(wanted.Key, out var text)) return true;
        return text == wanted.Value
            || Equals(PartitionValue.Decode(field.Type, text), PartitionValue.Decode(field.Type, wanted.Value));
    }
}
