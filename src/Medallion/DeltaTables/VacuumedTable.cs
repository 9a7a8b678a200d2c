namespace Lakehouse.Medallion.DeltaTables;

/// <summary>A table whose unused files were deleted.</summary>
/// <param name="ReadVersion">The version that was looked at.</param>
/// <param name="Cutoff">Files removed or written since were kept.</param>
/// <param name="Files">Number of files.</param>
/// <param name="SizeBytes">Sum of their lengths.</param>
/// <param name="IsDryRun">Whether they are still there.</param>
/// <param name="Paths">Their paths below the table's root.</param>
public sealed record VacuumedTable(
    long ReadVersion, DateTimeOffset Cutoff, int Files, long SizeBytes, bool IsDryRun, IReadOnlyList<string> Paths);
