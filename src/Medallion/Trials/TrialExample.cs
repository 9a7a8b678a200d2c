using Lakehouse.Medallion.Explanations;

namespace Lakehouse.Medallion.Trials;

/// <summary>A record whose verdict would change.</summary>
/// <param name="Record">Where it landed.</param>
/// <param name="Becomes"><c>rejected</c> or <c>accepted</c>.</param>
/// <param name="Code">The error that it would get or lose.</param>
/// <param name="Path">The field that the error is about.</param>
/// <param name="Message">What the error says.</param>
public sealed record TrialExample(RecordAddress Record, string Becomes, string Code, string Path, string Message);
