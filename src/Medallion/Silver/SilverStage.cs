namespace Lakehouse.Medallion.Silver;

/// <summary>Judges new Bronze records once and publishes the accepted to Silver, the rejected to quarantine.</summary>
public static class SilverStage
{
    /// <summary>Runs the stage for all selected datasets.</summary>
    public static async Task<RunReport> RunAsync(
        RunContext context, RunReport report, CancellationToken cancellationToken)
    {
        var reports = new List<SilverReport>();
        var checks = new List<CheckOutcome>(report.Checks);
        foreach (var source in context.Project.Sources.Where(source => context.Selects(source.Dataset)))
        {
            var dataset = new DatasetRun(context, new SilverDataset(source), SilverOptions.Default);
            reports.Add(await dataset.RunAsync(checks, cancellationToken).ConfigureAwait(false));
        }
        return report with { Silver = reports, Checks = checks };
    }
}
