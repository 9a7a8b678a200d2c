namespace Lakehouse.Medallion.DeltaTables;

/// <summary>A commit in the history of a Delta table.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Operation">What was done, as the writer calls it.</param>
/// <param name="Parameters">How it was done.</param>
/// <param name="Metrics">Counts of what was done.</param>
/// <param name="Engine">The program that did it.</param>
public sealed record TableCommitSummary(
    long Version,
    DateTimeOffset Timestamp,
    string? Operation,
    IReadOnlyDictionary<string, string?> Parameters,
    IReadOnlyDictionary<string, string?> Metrics,
    string? Engine);
