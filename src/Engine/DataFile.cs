namespace Lakehouse.Engine;

/// <summary>A data file of a table as an engine is to read it.</summary>
/// <param name="Location">Local path or URI.</param>
/// <param name="PartitionValues">The value of every partition column, as the log encodes it.</param>
public sealed record DataFile(string Location, IReadOnlyDictionary<string, string?> PartitionValues);
