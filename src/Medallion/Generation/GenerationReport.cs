namespace Lakehouse.Medallion.Generation;

/// <summary>What was made.</summary>
/// <param name="Rows">Records.</param>
/// <param name="Faulty">Those of them with errors.</param>
/// <param name="Errors">The errors by code, in the order of the codes.</param>
public sealed record GenerationReport(long Rows, long Faulty, IReadOnlyDictionary<string, long> Errors);
