using Lakehouse.Medallion.Runs;

namespace Lakehouse.Medallion.Gold;

/// <summary>Brings the data products up to date, each after those that it reads.</summary>
public static class GoldStage
{
    /// <summary>Runs the stage for all selected products.</summary>
    /// <exception cref="Quality.ContractException">A product's SQL is refused.</exception>
    public static async Task<RunReport> RunAsync(
        RunContext context, RunReport report, CancellationToken cancellationToken)
    {
        var products = await context.Products.ReadAsync(cancellationToken).ConfigureAwait(false);
        var built = await BuildAsync(
            context, [.. products.Where(product => context.Selects(product.Name))], cancellationToken).ConfigureAwait(false);
        return report with
        {
            Gold = [.. built.Select(product => product.Report)],
            Checks = [.. report.Checks, .. built.SelectMany(product => product.Checks)],
        };
    }

    private static async Task<IReadOnlyList<BuiltProduct>> BuildAsync(
        RunContext context, IReadOnlyList<GoldProduct> products, CancellationToken cancellationToken)
    {
        using var lanes = new ProductLanes(context, products.Count);
        var events = new EventsInTurn(context.Watcher);
        var runs = new Dictionary<string, Task<BuiltProduct>>();
        try
        {
            foreach (var product in products)
            {
                var lane = await lanes.EnterAsync(cancellationToken).ConfigureAwait(false);
                if (runs.Values.Any(run => run.IsFaulted || run.IsCanceled))
                {
                    break;
                }
                var teller = events.Next();
                var read = product.Inputs.Select(input => runs.GetValueOrDefault(input.Product?.Name ?? "")).OfType<Task<BuiltProduct>>();
                runs.Add(product.Name, Task.Run(
                    () => RunAsync(lane, product, lanes, teller, [.. read], cancellationToken), CancellationToken.None));
            }
        }
        finally
        {
            Task all = Task.WhenAll(runs.Values);
            await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return await Task.WhenAll(runs.Values).ConfigureAwait(false);
    }

    private static async Task<BuiltProduct> RunAsync(
        RunContext lane,
        GoldProduct product,
        ProductLanes lanes,
        EventsInTurn.Teller teller,
        IReadOnlyList<Task<BuiltProduct>> inputs,
        CancellationToken cancellationToken)
    {
        using (teller)
        {
            try
            {
                var read = await Task.WhenAll(inputs).ConfigureAwait(false);
                var failed = read.FirstOrDefault(input => input.Report.Build == GoldBuild.Failed);
                var run = new ProductRun(lane with { Watcher = teller }, product, GoldOptions.Default, lanes);
                return failed is null
                    ? await run.RunAsync(cancellationToken).ConfigureAwait(false)
                    : run.LeaveOut(failed.Report);
            }
            finally
            {
                lanes.Leave(lane);
            }
        }
    }
}
