namespace Lakehouse.Benchmarks;

/// <summary>A line of the report.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Ours">Our number, with its unit.</param>
/// <param name="Other">What it is compared with.</param>
/// <param name="Result">The number that the aim is about.</param>
/// <param name="Aim">The aim.</param>
internal sealed record ReportRow(string What, string Ours, string Other, string Result, string Aim);
