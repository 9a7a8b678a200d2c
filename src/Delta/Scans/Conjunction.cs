namespace Lakehouse.Delta.Scans;

/// <summary>Conditions that all have to hold; without any, every row is meant.</summary>
/// <param name="Parts">The conditions.</param>
public sealed record Conjunction(IReadOnlyList<Predicate> Parts) : Predicate;
