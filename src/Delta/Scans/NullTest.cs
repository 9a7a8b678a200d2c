namespace Lakehouse.Delta.Scans;

/// <summary>Whether a column has a value.</summary>
/// <param name="Column">Path of the column.</param>
/// <param name="IsWanted">True for rows where it is null, false for those where it is not.</param>
public sealed record NullTest(IReadOnlyList<string> Column, bool IsWanted) : Predicate;
