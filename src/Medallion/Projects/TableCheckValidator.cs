using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Queries;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Checks;

namespace Lakehouse.Medallion.Projects;

/// <summary>Finds mistakes in checks of whole tables.</summary>
internal sealed class TableCheckValidator(DuckDbEngine engine, ValidationProblems problems)
{
    /// <summary>The checks that can be wrong: what is counted of columns that are there can always be counted.</summary>
    public static IReadOnlyList<TableCheck> NeedEngine(IEnumerable<TableCheck> checks) => [.. checks.Where(check =>
        check.Metric is not (TableMetric.RowCount or TableMetric.NullValues or TableMetric.DuplicateValues))];

    public async Task ValidateAsync(
        IEnumerable<TableCheck> checks, string relation, CancellationToken cancellationToken)
    {
        var all = new List<TableCheck>();
        foreach (var check in checks)
        {
            if (check.Query is not null
                && await RefusalAsync(check, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                problems.Add(check.Position, $"the check '{check.Name}' cannot be used: {refusal}", "");
                continue;
            }
            all.Add(check);
        }
        try
        {
            await MeasureAsync(all, relation, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            foreach (var check in all)
            {
                await problems.TryAsync(
                    check.Position, $"the check '{check.Name}'", () => MeasureAsync([check], relation, cancellationToken))
                    .ConfigureAwait(false);
            }
        }
    }

    private async Task MeasureAsync(IReadOnlyList<TableCheck> checks, string relation, CancellationToken cancellationToken)
    {
        var results = await TableChecks.MeasureAsync(engine, checks, relation, [], cancellationToken).ConfigureAwait(false);
        foreach (var (check, impossible) in results.Select(result => (result.Check, result.Expectation?.Exception)))
        {
            if (impossible is not null)
            {
                problems.Add(check.Position, $"the check '{check.Name}' cannot be measured: {impossible}", "");
            }
        }
    }

    // A query reads nothing but the table that it checks and the inputs that it names: no file, nothing outside.
    private async Task<string?> RefusalAsync(TableCheck check, CancellationToken cancellationToken)
    {
        const string Table = "checked_table";
        var sql = check.Query!.Replace("{table}", Table, StringComparison.Ordinal);
        var tree = await engine.QueryAsync(
            $"select json_serialize_sql({Sql.Text(sql)})", r => r.GetString(0), cancellationToken).ConfigureAwait(false);
        try
        {
            ReadOnlyQuery.EnsureReadsOnly(tree[0], Table, check.Inputs);
            return null;
        }
        catch (MedallionException e)
        {
            return e.Message;
        }
    }
}
