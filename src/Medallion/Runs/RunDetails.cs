namespace Lakehouse.Medallion.Runs;

/// <summary>A past run with its books.</summary>
/// <param name="Summary">The run.</param>
/// <param name="Steps">Its stages and how long each took.</param>
/// <param name="Balances">Where the records went.</param>
/// <param name="Checks">Results of the checks.</param>
public sealed record RunDetails(
    RunSummary Summary,
    IReadOnlyList<RunStep> Steps,
    IReadOnlyList<RunBalance> Balances,
    IReadOnlyList<RunCheck> Checks);
