namespace Lakehouse.Medallion.Bronze;

/// <summary>Lands new files: each becomes records of its source's Bronze table, as received, exactly once.</summary>
public static class BronzeStage
{
    /// <summary>Runs the stage for all selected sources.</summary>
    public static async Task<RunReport> RunAsync(
        RunContext context, RunReport report, CancellationToken cancellationToken)
    {
        var reports = new List<BronzeReport>();
        var checks = new List<CheckOutcome>(report.Checks);
        foreach (var source in context.Project.Sources.Where(source => context.Selects(source.Name)))
        {
            var lander = new Lander(context, source, BronzeOptions.Default);
            var landed = await lander.RunAsync(cancellationToken).ConfigureAwait(false);
            reports.Add(landed);
            if (landed.Version is not null)
            {
                checks.AddRange(await BronzeChecks.RunAsync(context, source, cancellationToken).ConfigureAwait(false));
            }
        }
        return report with { Bronze = reports, Checks = checks };
    }
}
