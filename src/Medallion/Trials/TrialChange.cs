namespace Lakehouse.Medallion.Trials;

/// <summary>Records whose verdict would change for one reason.</summary>
/// <param name="Becomes"><c>rejected</c> or <c>accepted</c>.</param>
/// <param name="Code">The error that a rejected record would get, or an accepted one would lose.</param>
/// <param name="Path">The field that the error is about; empty for the whole record.</param>
/// <param name="Day">The UTC day on which they landed.</param>
/// <param name="Producer">The landing folder that they came in.</param>
/// <param name="Records">How many; a record with several errors counts once for each.</param>
public sealed record TrialChange(string Becomes, string Code, string Path, DateOnly Day, string Producer, long Records);
