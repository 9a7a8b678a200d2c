namespace Lakehouse.Medallion.DeltaTables;

/// <summary>A table that has the content of an older version.</summary>
/// <param name="RestoredVersion">The older version.</param>
/// <param name="RestoredFiles">Files that came back.</param>
/// <param name="RestoredBytes">Sum of their lengths.</param>
/// <param name="RemovedFiles">Files that were removed.</param>
/// <param name="RemovedBytes">Sum of their lengths.</param>
/// <param name="Version">The version that was made; null when the table had that content already, and on a dry run.</param>
/// <param name="IsDryRun">Whether this is only a plan.</param>
public sealed record RestoredTable(
    long RestoredVersion, int RestoredFiles, long RestoredBytes, int RemovedFiles, long RemovedBytes, long? Version,
    bool IsDryRun);
