using System.Diagnostics;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Gold;

/// <summary>Brings one product up to date: plans, computes, checks what was written, and only then publishes.</summary>
internal sealed class ProductRun(RunContext context, GoldProduct product, GoldOptions options, ProductLanes lanes)
{
    private readonly List<CheckOutcome> _checks = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Runs the product.</summary>
    public async Task<BuiltProduct> RunAsync(CancellationToken cancellationToken) =>
        Built(await TryAsync(cancellationToken).ConfigureAwait(false));

    private async Task<GoldReport> TryAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < options.Attempts; attempt++)
        {
            var (table, inputs) = await LookAsync(cancellationToken).ConfigureAwait(false);
            var plan = await new ProductPlanner(context).PlanAsync(product, table, inputs, cancellationToken)
                .ConfigureAwait(false);
            if (plan.Build == GoldBuild.Current)
            {
                context.Tell("gold", product.Name, RunEventKind.Skipped, plan.Reason);
                return Report(plan);
            }
            context.Tell("gold", product.Name, RunEventKind.Started, plan.Build == GoldBuild.Whole
                ? $"whole: {plan.Reason}"
                : $"{Counted.Of(plan.Values.Count, "partition")}: {plan.Reason}");
            try
            {
                var report = await lanes.UseAsync(
                    ReadsMuch(plan, inputs), () => BuildAsync(plan, table, inputs, cancellationToken), cancellationToken)
                    .ConfigureAwait(false);
                if (report is not null)
                {
                    return report;
                }
            }
            catch (EngineException e) when (!e.IsTransient && e.Code != Engine.ErrorCodes.SparkSessionLost)
            {
                return Fail(plan, new RunProblem(
                    ErrorCodes.ProductQuery, product.Table,
                    $"the query of {product.Definition.SqlFile} or one of its checks failed: {e.Message}"
                    + (e.EngineText is null ? "" : " Run the query with 'medallion query' to see the value."),
                    BrokenData: false));
            }
        }
        throw new MedallionException(
            ErrorCodes.TooManyConflicts,
            $"other runs committed to {product.Table} {options.Attempts} times in a row. Run again when they are done.");
    }

    /// <summary>Reports that the product was not tried.</summary>
    public BuiltProduct LeaveOut(GoldReport failed) => Built(Fail(
        new ProductPlan(GoldBuild.Failed, $"gold.{failed.Product}, which it reads, failed"),
        new RunProblem(
            ErrorCodes.InputFailed, product.Table,
            $"left out, for gold.{failed.Product}, which it reads, failed. Its previous version stays.",
            failed.Problems.Any(problem => problem.BrokenData))));

    private BuiltProduct Built(GoldReport report) => new(report, _checks);

    private bool ReadsMuch(ProductPlan plan, IReadOnlyDictionary<ProductInput, Snapshot?> inputs) => options.BesideBytes < inputs
        .Where(input => input.Value is not null)
        .Sum(input => plan.Reads(input.Key.FullName, input.Value!).Sum(file => file.SizeBytes));

    private async Task<(Snapshot? Table, IReadOnlyDictionary<ProductInput, Snapshot?> Inputs)> LookAsync(
        CancellationToken cancellationToken)
    {
        var table = await context.FindAsync(product.Table, cancellationToken).ConfigureAwait(false);
        var inputs = new Dictionary<ProductInput, Snapshot?>(ReferenceEqualityComparer.Instance);
        foreach (var input in product.Inputs)
        {
            inputs[input] = await context.FindAsync(input.Table, cancellationToken).ConfigureAwait(false);
        }
        return (table, inputs);
    }

    // Null when another run published the product first.
    private async Task<GoldReport?> BuildAsync(
        ProductPlan plan,
        Snapshot? table,
        IReadOnlyDictionary<ProductInput, Snapshot?> inputs,
        CancellationToken cancellationToken)
    {
        var build = new ProductBuild(context, product, plan, table, inputs);
        await build.StageAsync(cancellationToken).ConfigureAwait(false);
        var results = await build.CheckAsync(cancellationToken).ConfigureAwait(false);
        if (TableChecks.Refusal(product.Table, results, "the input, the query or the check") is { } refusal)
        {
            _checks.AddRange(results.Select(result => new CheckOutcome(product.Table, result)));
            await build.DiscardAsync(cancellationToken).ConfigureAwait(false);
            return Fail(plan, refusal);
        }
        if (await build.CommitAsync(cancellationToken).ConfigureAwait(false) is not Committed committed)
        {
            await build.DiscardAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        _checks.AddRange(results.Select(result => new CheckOutcome(product.Table, result)));
        context.Tell(
            "gold", product.Name, RunEventKind.Finished, $"{Counted.Of(build.Rows, "row")}, version {committed.Snapshot.Version}",
            elapsed: _watch.Elapsed);
        return Report(plan) with { Rows = build.Rows, Version = committed.Snapshot.Version };
    }

    private GoldReport Fail(ProductPlan plan, RunProblem problem)
    {
        context.Tell("gold", product.Name, RunEventKind.Failed, problem.Message);
        return Report(plan) with { Build = GoldBuild.Failed, Problems = [problem] };
    }

    private GoldReport Report(ProductPlan plan) => new(product.Name)
    {
        Build = plan.Build,
        Reason = plan.Reason,
        Partitions = plan.Build == GoldBuild.Partitions ? plan.Values.Count : null,
        Elapsed = _watch.Elapsed,
    };
}
