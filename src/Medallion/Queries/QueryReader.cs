using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Medallion.Queries;

/// <summary>Runs a query of the user over tables of the lakehouse; it can read, and nothing else.</summary>
public static class QueryReader
{
    /// <summary>Starts a query; its rows are read as they come.</summary>
    /// <param name="session">The lakehouse; nothing else may use its engine until the rows are disposed.</param>
    /// <param name="sql">
    /// One SELECT over <c>bronze.x</c>, <c>silver.x</c>, <c>gold.x</c>, <c>ops.x</c> and <c>quarantine</c>; a table is
    /// pinned to a version by <c>@v3</c> behind its name.
    /// </param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="MedallionException">
    /// <see cref="ErrorCodes.Query"/>: it is not allowed or wrong. <see cref="ErrorCodes.NoSuchTable"/>.
    /// </exception>
    public static async Task<QueryRows> OpenAsync(
        LakehouseSession session, string sql, CancellationToken cancellationToken)
    {
        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new MedallionException(ErrorCodes.Query, "the query holds a NUL character. Write plain text.");
        }
        var quoted = PinnedNames.Quote(sql);
        var engine = session.Engine;
        var serialized = await engine
            .QueryAsync($"select json_serialize_sql({Sql.Text(quoted)})", r => r.GetString(0), cancellationToken)
            .ConfigureAwait(false);
        var catalog = new TableCatalog(session);
        foreach (var table in ReadOnlyQuery.Tables(serialized[0], catalog))
        {
            var snapshot = await catalog.LoadAsync(table, cancellationToken).ConfigureAwait(false);
            var relation = await catalog.RelationAsync(snapshot, cancellationToken).ConfigureAwait(false);
            await engine.ExecuteAsync(View(table, relation), cancellationToken).ConfigureAwait(false);
        }
        return await RunAsync(engine, quoted, cancellationToken).ConfigureAwait(false);
    }

    private static string View(TableName table, string relation)
    {
        var name = Sql.Name((table with { Schema = null }).ToString());
        return table.Schema is null
            ? $"create or replace view {name} as select * from {relation}"
            : $"create schema if not exists {Sql.Name(table.Schema)}; "
                + $"create or replace view {Sql.Name(table.Schema)}.{name} as select * from {relation}";
    }

    /// <exception cref="MedallionException"><see cref="ErrorCodes.Query"/>: the text is not exactly one SELECT.</exception>
    internal static async Task EnsureOneSelectAsync(DuckDbEngine engine, string sql, CancellationToken cancellationToken)
    {
        var serialized = await engine
            .QueryAsync($"select json_serialize_sql({Sql.Text(sql)})", r => r.GetString(0), cancellationToken)
            .ConfigureAwait(false);
        ReadOnlyQuery.EnsureOneSelect(serialized[0]);
    }

    /// <summary>Does something with SQL of the user, whose errors are then told as such.</summary>
    internal static async Task GuardAsync(Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (EngineException e) when (e.Code == Engine.ErrorCodes.QueryInvalid)
        {
            throw new MedallionException(ErrorCodes.Query, $"the query cannot run: {e.Message}", e);
        }
    }

    internal static async Task<QueryRows> RunAsync(DuckDbEngine engine, string sql, CancellationToken cancellationToken)
    {
        var command = engine.Connection.CreateCommand();
        try
        {
            command.CommandText = sql;
            command.UseStreamingMode = true;
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            return new QueryRows(command, reader);
        }
        catch (EngineException e) when (e.Code == Engine.ErrorCodes.QueryInvalid)
        {
            command.Dispose();
            throw new MedallionException(ErrorCodes.Query, $"the query cannot run: {e.Message}", e);
        }
    }
}
