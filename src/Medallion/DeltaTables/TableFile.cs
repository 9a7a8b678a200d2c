namespace Lakehouse.Medallion.DeltaTables;

/// <summary>A data file of a Delta table.</summary>
/// <param name="Path">Path below the table's root, or an absolute one.</param>
/// <param name="Partition">The value of every partition column, as the log has it.</param>
/// <param name="SizeInBytes">Length in bytes.</param>
/// <param name="NumRecords">Rows that can be read, by statistics and deletion vector; null when unknown.</param>
/// <param name="NumDeletedRecords">Rows that the deletion vector hides.</param>
public sealed record TableFile(
    string Path,
    IReadOnlyDictionary<string, string?> Partition,
    long SizeInBytes,
    long? NumRecords,
    long NumDeletedRecords);
