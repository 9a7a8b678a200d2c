namespace Lakehouse.Medallion.Gold;

/// <summary>Brings the data products up to date, in the order of their dependencies.</summary>
public static class GoldStage
{
    /// <summary>Runs the stage for all selected products.</summary>
    /// <exception cref="Quality.ContractException">A product's SQL is refused.</exception>
    public static async Task<RunReport> RunAsync(
        RunContext context, RunReport report, CancellationToken cancellationToken)
    {
        var products = await context.Products.ReadAsync(cancellationToken).ConfigureAwait(false);
        var reports = new List<GoldReport>();
        var checks = new List<CheckOutcome>(report.Checks);
        foreach (var product in products.Where(product => context.Selects(product.Name)))
        {
            var failed = reports.FirstOrDefault(r => r.Build == GoldBuild.Failed && product.Reads(r.Product));
            var run = new ProductRun(context, product, GoldOptions.Default);
            reports.Add(failed is null
                ? await run.RunAsync(checks, cancellationToken).ConfigureAwait(false)
                : run.LeaveOut(failed));
        }
        return report with { Gold = reports, Checks = checks };
    }
}
