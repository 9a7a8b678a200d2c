namespace Lakehouse.Delta.Scans;

/// <summary>Conditions of which one has to hold; without any, no row is meant.</summary>
/// <param name="Parts">The conditions.</param>
public sealed record Disjunction(IReadOnlyList<Predicate> Parts) : Predicate;
