using Lakehouse.Medallion.Queries;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Expectations;

namespace Lakehouse.Medallion.Suites;

/// <summary>Runs suites on tables of a lakehouse.</summary>
public static class SuiteTable
{
    /// <summary>Runs a suite on a table, at the version that its name says.</summary>
    /// <param name="session">The lakehouse.</param>
    /// <param name="suite">The suite.</param>
    /// <param name="table">The table.</param>
    /// <param name="keys">Columns that tell rows apart; may be empty.</param>
    /// <param name="format">How much the results tell.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="MedallionException">
    /// <see cref="ErrorCodes.NoSuchTable"/>. <see cref="ErrorCodes.Query"/>: a key is no column.
    /// </exception>
    /// <exception cref="Engine.EngineException">The engine could not read the rows.</exception>
    public static async Task<SuiteRun> RunAsync(
        LakehouseSession session,
        ExpectationSuite suite,
        TableName table,
        IReadOnlyList<string> keys,
        ResultFormat format,
        CancellationToken cancellationToken)
    {
        var others = new Dictionary<string, string>();
        foreach (var other in suite.OtherTables)
        {
            if (TableName.TryParse(other) is { } name)
            {
                others[other] = await OpenAsync(session, name, cancellationToken).ConfigureAwait(false);
            }
        }
        var relation = await OpenAsync(session, table, cancellationToken).ConfigureAwait(false);
        var columns = await SuiteRunner.ColumnsAsync(session.Engine, relation, cancellationToken).ConfigureAwait(false);
        var rows = new CheckedRelation(table.ToString(), relation, columns) { Others = others };
        return await SuiteRunner.RunAsync(session.Engine, suite, rows.KeyedBy(keys), format, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>A view of a table that statements can name.</summary>
    internal static async Task<string> OpenAsync(
        LakehouseSession session, TableName table, CancellationToken cancellationToken)
    {
        var catalog = new TableCatalog(session);
        var snapshot = await catalog.LoadAsync(table, cancellationToken).ConfigureAwait(false);
        var relation = await catalog.RelationAsync(snapshot, cancellationToken).ConfigureAwait(false);
        var view = $"suite.{table}";
        await session.Engine.ExecuteAsync(InputViews.Create(view, relation), cancellationToken).ConfigureAwait(false);
        return InputViews.Name(view);
    }
}
