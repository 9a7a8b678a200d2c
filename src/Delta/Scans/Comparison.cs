namespace Lakehouse.Delta.Scans;

/// <summary>A column compared with a value.</summary>
/// <param name="Column">Path of the column.</param>
/// <param name="Operator">How.</param>
/// <param name="Value">With what; never null.</param>
public sealed record Comparison(IReadOnlyList<string> Column, ComparisonOperator Operator, object Value) : Predicate;
