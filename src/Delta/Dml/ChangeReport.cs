using Lakehouse.Delta.Commits;

namespace Lakehouse.Delta.Dml;

/// <summary>What a change of rows did.</summary>
/// <param name="Version">The version that was read.</param>
/// <param name="Metrics">Counts, by the names that they have in the commit.</param>
/// <param name="Commit">What became of the commit; null when there was nothing to do.</param>
public sealed record ChangeReport(long Version, IReadOnlyDictionary<string, string> Metrics, CommitResult? Commit);
