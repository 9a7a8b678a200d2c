namespace Lakehouse.Medallion.DeltaTables;

/// <summary>A table whose files were rearranged.</summary>
/// <param name="ReadVersion">The version that was read.</param>
/// <param name="RemovedFiles">Files that were written anew.</param>
/// <param name="RemovedBytes">Sum of their lengths.</param>
/// <param name="AddedFiles">New files.</param>
/// <param name="AddedBytes">Sum of their lengths.</param>
/// <param name="PurgedDeletionVectors">Deletion vectors that are not needed any more.</param>
/// <param name="Version">The version that was made; null when nothing was changed.</param>
/// <param name="IsDryRun">Whether this is only a plan.</param>
public sealed record OptimizedTable(
    long ReadVersion,
    int RemovedFiles,
    long RemovedBytes,
    int AddedFiles,
    long AddedBytes,
    int PurgedDeletionVectors,
    long? Version,
    bool IsDryRun);
