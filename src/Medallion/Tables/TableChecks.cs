using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
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

    /// <summary>Measures a relation: one scan for all that count and all expectations, one query each for the rest.</summary>
    /// <exception cref="EngineException">A check's query failed.</exception>
    public static async Task<IReadOnlyList<CheckResult>> MeasureAsync(
        DuckDbEngine engine,
        IReadOnlyList<TableCheck> checks,
        string relation,
        IReadOnlyList<string> keys,
        CancellationToken cancellationToken)
    {
        var compiled = TableCheckCompiler.Compile(checks, Dialect.DuckDb, relation);
        var expected = checks.Where(check => check.Expectation is not null).ToList();
        var (counts, sql, judged) = expected.Count == 0
            ? new Judged(await SuiteRunner.ReadAsync(engine, compiled.Sql, cancellationToken).ConfigureAwait(false), compiled.Sql ?? "", [])
            : await JudgeAsync(engine, expected, compiled.Aggregates, relation, keys, cancellationToken).ConfigureAwait(false);
        var results = compiled.Scanned
            .Select((check, i) => CheckResult.OfScan(check, (long)counts[i + 1]!, (long)counts[0]!, sql)).ToList();
        foreach (var query in compiled.Queries)
        {
            var measured = await engine.QueryAsync(query.Sql, row => OfQuery(query, row), cancellationToken).ConfigureAwait(false);
            results.Add(measured[0]);
        }
        foreach (var history in compiled.Histories)
        {
            var days = await engine.QueryAsync(
                history.Sql,
                r => new DayCount(
                    DateOnly.ParseExact(r.GetString(0), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    r.GetString(1),
                    r.GetDouble(2)),
                cancellationToken).ConfigureAwait(false);
            results.Add(CheckResult.OfHistory(history.Check, days, history.Sql));
        }
        return [.. results, .. judged];
    }

    private static CheckResult OfQuery(CompiledTableQuery query, DuckDBDataReader row) =>
        new(query.Check, row.IsDBNull(0) ? null : row.GetDecimal(0), query.Sql);

    private static async Task<Judged> JudgeAsync(
        DuckDbEngine engine,
        IReadOnlyList<TableCheck> checks,
        IReadOnlyList<string> also,
        string relation,
        IReadOnlyList<string> keys,
        CancellationToken cancellationToken)
    {
        var columns = await SuiteRunner.ColumnsAsync(engine, relation, cancellationToken).ConfigureAwait(false);
        var table = new CheckedRelation(relation, relation, columns) { Keys = keys };
        var run = await SuiteRunner.RunAsync(engine, [.. checks.Select(check => check.Expectation!)], also, table, cancellationToken)
            .ConfigureAwait(false);
        return new Judged(run.Also, run.Sql, [.. checks.Select((check, i) => CheckResult.OfExpectation(check, run.Result.Results[i], run.Sql))]);
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

    /// <param name="Counts">What was counted in the scan.</param>
    /// <param name="Sql">The scan.</param>
    /// <param name="Results">Results of the expectations.</param>
    private sealed record Judged(IReadOnlyList<object?> Counts, string Sql, IReadOnlyList<CheckResult> Results);
}
