using Lakehouse.Delta.Commits;

namespace Lakehouse.Delta.Maintenance;

/// <summary>What was rearranged, or would be.</summary>
/// <param name="Version">The version that was read.</param>
/// <param name="Removed">Number of files that were written anew.</param>
/// <param name="RemovedBytes">Sum of their lengths.</param>
/// <param name="Added">Number of new files; 0 on a dry run.</param>
/// <param name="AddedBytes">Sum of their lengths.</param>
/// <param name="VectorsPurged">Number of deletion vectors that are not needed any more.</param>
/// <param name="Commit">What became of the commit; null when there was nothing to do, and on a dry run.</param>
public sealed record OptimizeReport(
    long Version, int Removed, long RemovedBytes, int Added, long AddedBytes, int VectorsPurged, CommitResult? Commit);
