using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Quality.Checks;

namespace Lakehouse.Medallion.Tables;

/// <summary>Which rows a check has to see when only some of a table's rows are new.</summary>
internal static class CheckScope
{
    /// <summary>
    /// Whether the new rows are enough: the check forbids every bad row, and whether a row is bad follows from the row, or
    /// from the rows of its partition. The rows that stay were checked when they came.
    /// </summary>
    public static async Task<bool> IsOfNewRowsAsync(
        DuckDbEngine engine, TableCheck check, CheckedTable table, CancellationToken cancellationToken) =>
        check is { Threshold.AllowsNone: true, InPercent: false, Severity: Severity.Error, Inputs.Count: 0 }
        && check.Metric switch
        {
            TableMetric.NullValues or TableMetric.MissingValues or TableMetric.InvalidValues => true,
            TableMetric.DuplicateValues => table.WholeBy is { } column && check.Columns.Contains(column),
            TableMetric.Query => await CountsRowsAsync(engine, check, table, cancellationToken).ConfigureAwait(false),
            _ => false,
        };

    private static async Task<bool> CountsRowsAsync(
        DuckDbEngine engine, TableCheck check, CheckedTable table, CancellationToken cancellationToken)
    {
        var sql = check.Query!.Replace("{table}", InputViews.Name(table.FullName), StringComparison.Ordinal);
        var tree = await engine
            .QueryAsync($"select json_serialize_sql({Sql.Text(sql)})", r => r.GetString(0), cancellationToken)
            .ConfigureAwait(false);
        return ProductQuery.Parse(check.Name, sql, tree[0]).Query is { CountsRows: true };
    }
}
