using Lakehouse.Delta.Commits;

namespace Lakehouse.Delta.Maintenance;

/// <summary>What a restore did.</summary>
/// <param name="Version">The version whose content was wanted.</param>
/// <param name="Restored">Number of files that came back.</param>
/// <param name="RestoredBytes">Sum of their lengths.</param>
/// <param name="Removed">Number of files that were removed.</param>
/// <param name="RemovedBytes">Sum of their lengths.</param>
/// <param name="Commit">What became of the commit; null when the table has that content already.</param>
public sealed record RestoreReport(
    long Version, int Restored, long RestoredBytes, int Removed, long RemovedBytes, CommitResult? Commit);
