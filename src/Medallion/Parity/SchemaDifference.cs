namespace Lakehouse.Medallion.Parity;

/// <summary>A column, or the partition columns, described differently.</summary>
/// <param name="Column">Name of the column; null for the list of partition columns.</param>
/// <param name="Left">In the first root; null when it is not there.</param>
/// <param name="Right">In the second root; null when it is not there.</param>
public sealed record SchemaDifference(string? Column, string? Left, string? Right);
