using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Maintenance;

/// <summary>What a vacuum deleted, or would delete.</summary>
/// <param name="Version">The version that was looked at.</param>
/// <param name="Cutoff">Files removed or written since were kept.</param>
/// <param name="Files">The files, paths below the table's root.</param>
/// <param name="IsDryRun">Whether they are still there.</param>
public sealed record VacuumReport(long Version, DateTimeOffset Cutoff, IReadOnlyList<StoredObject> Files, bool IsDryRun)
{
    /// <summary>Sum of their lengths in bytes.</summary>
    public long SizeBytes => Files.Sum(file => file.SizeBytes);
}
