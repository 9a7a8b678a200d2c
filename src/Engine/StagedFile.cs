using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine;

/// <summary>A data file that was written durably and that no commit names yet.</summary>
/// <param name="Path">Path below the table's root.</param>
/// <param name="PartitionValues">The value of every partition column, as the log encodes it.</param>
/// <param name="SizeBytes">Length.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Columns">Least and greatest values and null counts, as the engine prints them.</param>
public sealed record StagedFile(
    string Path,
    IReadOnlyDictionary<string, string?> PartitionValues,
    long SizeBytes,
    long Rows,
    IReadOnlyList<ColumnStatistics> Columns)
{
    /// <summary>The action that makes the file part of its table.</summary>
    /// <param name="schema">Schema of the table.</param>
    /// <param name="at">When the file was written.</param>
    /// <param name="indexed">Which leaf columns its statistics describe; by default the first 32.</param>
    public AddFile ToAdd(StructType schema, DateTimeOffset at, IndexedColumns? indexed = null) => new()
    {
        Path = Path,
        PartitionValues = PartitionValues,
        SizeBytes = SizeBytes,
        ModificationTime = at.ToUnixTimeMilliseconds(),
        StatsJson = FileStatistics.ToJson(schema, PartitionValues.Keys.ToHashSet(), Rows, Columns, indexed),
    };
}
