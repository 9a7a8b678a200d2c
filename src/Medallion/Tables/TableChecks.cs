using Lakehouse.Engine;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Results;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Tables;

/// <summary>Runs the checks of a table: one scan for all that count, one query each for the rest.</summary>
internal static class TableChecks
{
    /// <summary>The results, in the order in which they were measured.</summary>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(
        DuckDbEngine engine, IReadOnlyList<TableCheck> checks, string relation, CancellationToken cancellationToken)
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
                query.Sql, r => r.IsDBNull(0) ? null : (decimal?)r.GetDecimal(0), cancellationToken).ConfigureAwait(false);
            results.Add(new CheckResult(query.Check, measured[0], query.Sql));
        }
        return results;
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
