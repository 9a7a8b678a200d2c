using Lakehouse.Delta.Actions;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.Checks;

namespace Lakehouse.Medallion.Runs;

/// <summary>Writes down what the run did. A run that changed nothing and met no problem leaves no trace.</summary>
public static class RunsStage
{
    /// <summary>Runs the stage.</summary>
    public static async Task<RunReport> RunAsync(
        RunContext context, RunReport report, CancellationToken cancellationToken)
    {
        report = report with { EndedAt = context.Tables.Clock.GetUtcNow() };
        var ops = new OpsWriter(context);
        // Drift comes first, so that what the balances tell of is done; most runs have none and leave no commit of their own.
        var balances = await context.FindAsync(TablePaths.Balances, cancellationToken).ConfigureAwait(false);
        await ops.AppendAsync(
            TablePaths.Drift, OpsTables.Drift, "Fields and listed values that nobody declared",
            async (progress, cancel) =>
            {
                var rows = await new CommitLedger(context, CommitRows.Drift).ReadAsync(
                    appId => Math.Max(progress(appId), balances?.TransactionVersion(appId) ?? -1), cancel).ConfigureAwait(false);
                return rows.And(CommitRows.Blocked(context, report.Silver, progress));
            },
            cancellationToken).ConfigureAwait(false);
        await ops.AppendAsync(
            TablePaths.Balances, OpsTables.Balances, "Where the records of each Silver commit went",
            new CommitLedger(context, CommitRows.Balance).ReadAsync, cancellationToken).ConfigureAwait(false);
        if (report.Checks.Count > 0)
        {
            await ops.AppendAsync(
                TablePaths.Checks, OpsTables.Checks, "Results of all checks",
                (_, _) => Task.FromResult(new OpsRows([.. report.Checks.Select(c => CheckRow(context, c))], [])),
                cancellationToken).ConfigureAwait(false);
        }
        if (report.ChangedAnything || report.Problems.Any())
        {
            await ops.AppendAsync(
                TablePaths.Runs, OpsTables.Runs, "All runs",
                (_, _) => Task.FromResult(new OpsRows([RunRow(report)], [Validated(context)])), cancellationToken).ConfigureAwait(false);
        }
        return report;
    }

    private static SetTransaction Validated(RunContext context) =>
        new(context.ValidationMark.Value, 1, context.StartedAt.ToUnixTimeMilliseconds());

    private static object?[] CheckRow(RunContext context, CheckOutcome outcome)
    {
        var result = outcome.Result;
        return
        [
            context.RunId, outcome.Table, result.Name, result.Metric.ToString(), result.Column,
            result.Measured is { } measured ? Threshold.Number(measured) : null, result.Expected, result.Passed,
            result.Severity.ToString(), result.Sql,
            result.Passed ? null : result.Failing,
        ];
    }

    private static object?[] RunRow(RunReport report)
    {
        var balance = report.Silver.Aggregate(new Balance(), (sum, dataset) => sum.Add(dataset.Balance));
        return
        [
            report.RunId, report.StartedAt, report.EndedAt, report.Status, report.Bronze.Sum(r => (long)r.Files),
            report.Bronze.Sum(r => r.Records), balance.Accepted, balance.Duplicate, balance.Quarantined,
            (long)report.Gold.Count(r => r.Version is not null), (long)report.Problems.Count(),
            report.Bronze.Select(r => new StageTime("bronze", r.Source, (long)r.Elapsed.TotalMilliseconds))
                .Concat(report.Silver.Select(r => new StageTime("silver", r.Dataset, (long)r.Elapsed.TotalMilliseconds)))
                .Concat(report.Gold.Select(r => new StageTime("gold", r.Product, (long)r.Elapsed.TotalMilliseconds))),
        ];
    }
}
