namespace Lakehouse.Medallion.Runs;

/// <summary>A stage of a past run for one subject.</summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="Subject">The source, dataset or product.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record RunStep(string Stage, string Subject, TimeSpan Elapsed);
