using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Medallion.Suites;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Checks.History;
using Lakehouse.Quality.Expectations;
using Lakehouse.Quality.Results;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Tables;

/// <summary>Runs the checks of a table before a commit.</summary>
internal static class TableChecks
{
    /// <summary>Measures a table, each check on no more rows than it has to see; the results, in the order measured.</summary>
    /// <exception cref="EngineException">A check's query failed.</exception>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(
        DuckDbEngine engine, IReadOnlyList<TableCheck> checks, CheckedTable table, CancellationToken cancellationToken)
    {
        var results = new List<CheckResult>();
        var (ofNewRows, ofAllRows) = (new List<TableCheck>(), new List<TableCheck>());
        foreach (var check in checks)
        {
            if (check is { Metric: TableMetric.RowCount, InPercent: false })
            {
                results.Add(new CheckResult(check, table.CountRows(), "-- numRecords of the table's files"));
            }
            else if (await CheckScope.IsOfNewRowsAsync(engine, check, table, cancellationToken).ConfigureAwait(false))
            {
                ofNewRows.Add(check);
            }
            else
            {
                ofAllRows.Add(check);
            }
        }
        foreach (var some in new[] { ofNewRows, ofAllRows }.Where(some => some.Count > 0))
        {
            await engine.ExecuteAsync(table.View(some == ofNewRows), cancellationToken).ConfigureAwait(false);
            results.AddRange(await MeasureAsync(
                engine, some, InputViews.Name(table.FullName), table.Keys, cancellationToken).ConfigureAwait(false));
        }
        return results;
    }

    /// <summary>Measures a relation: one scan for all that count, one for all expectations, one query each for the rest.</summary>
    /// <exception cref="EngineException">A check's query failed.</exception>
    public static async Task<IReadOnlyList<CheckResult>> MeasureAsync(
        DuckDbEngine engine,
        IReadOnlyList<TableCheck> checks,
        string relation,
        IReadOnlyList<string> keys,
        CancellationToken cancellationToken)
    {
        var compiled = TableCheckCompiler.Compile(checks, Dialect.DuckDb, relation);
        var results = new List<CheckResult>();
        if (compiled.Sql is { } sql)
        {
            var counts = await engine.QueryAsync(
                sql, r => Enumerable.Range(0, compiled.Scanned.Count + 1).Select(r.GetInt64).ToArray(), cancellationToken)
                .ConfigureAwait(false);
            results.AddRange(compiled.Scanned.Select((check, i) =>
                CheckResult.OfScan(check, counts[0][i + 1], counts[0][0], sql)));
        }
        foreach (var query in compiled.Queries)
        {
            var measured = await engine.QueryAsync(
                query.Sql, r => r.IsDBNull(0) ? null : (object)r.GetDecimal(0), cancellationToken).ConfigureAwait(false);
            results.Add(new CheckResult(query.Check, (decimal?)measured[0], query.Sql));
        }
        foreach (var history in compiled.Histories)
        {
            var counts = await engine.QueryAsync(
                history.Sql,
                r => new DayCount(
                    DateOnly.ParseExact(r.GetString(0), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    r.GetString(1),
                    r.GetDouble(2)),
                cancellationToken).ConfigureAwait(false);
            results.Add(CheckResult.OfHistory(history.Check, counts, history.Sql));
        }
        results.AddRange(await MeasureExpectationsAsync(
            engine, [.. checks.Where(check => check.Expectation is not null)], relation, keys, cancellationToken)
            .ConfigureAwait(false));
        return results;
    }

    private static async Task<IEnumerable<CheckResult>> MeasureExpectationsAsync(
        DuckDbEngine engine,
        IReadOnlyList<TableCheck> checks,
        string relation,
        IReadOnlyList<string> keys,
        CancellationToken cancellationToken)
    {
        if (checks.Count == 0)
        {
            return [];
        }
        var columns = await SuiteRunner.ColumnsAsync(engine, relation, cancellationToken).ConfigureAwait(false);
        var table = new CheckedRelation(relation, relation, columns) { Keys = keys };
        var run = await SuiteRunner
            .RunAsync(engine, [.. checks.Select(check => check.Expectation!)], table, ResultFormat.Summary, cancellationToken)
            .ConfigureAwait(false);
        return checks.Zip(run.Result.Results, (check, result) => CheckResult.OfExpectation(check, result, run.Sql));
    }

    /// <summary>Why nothing of a table may be published; null when no check forbids it.</summary>
    /// <param name="table">Path of the table.</param>
    /// <param name="results">What was measured on it as it would be.</param>
    /// <param name="correct">What can be corrected.</param>
    public static RunProblem? Refusal(string table, IReadOnlyList<CheckResult> results, string correct)
    {
        var blocking = results.Where(result => result.Blocks).ToList();
        return blocking.Count == 0
            ? null
            : new RunProblem(
                ErrorCodes.CheckFailed, table,
                $"{string.Join("; ", blocking)}. Nothing was published, the previous version stays. "
                + $"Correct {correct}, and run again.",
                BrokenData: true);
    }
}
