using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine;

/// <summary>A data file of a table as an engine is to read it.</summary>
/// <param name="Location">Local path or URI.</param>
/// <param name="PartitionValues">The value of every partition column, as the log encodes it.</param>
public sealed record DataFile(string Location, IReadOnlyDictionary<string, string?> PartitionValues)
{
    private const int Counted = 64;

    /// <summary>How many rows the file has. Queries are planned by it, and right without it.</summary>
    /// <value>Null: not known.</value>
    public long? Rows { get; init; }

    /// <summary>What the log says of a file's rows, for the first of many files: those of all are estimated by them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="index">Its number, from 0.</param>
    public static long? RowsOf(AddFile file, int index) =>
        index < Counted ? FileStatistics.ReadNumRecords(file.StatsJson) : null;
}
