using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.DeltaTables;

namespace Lakehouse.Medallion.Queries;

/// <summary>Runs a query of the user over tables of the lakehouse; it can read, and nothing else.</summary>
public static class QueryReader
{
    /// <summary>Starts a query; its rows are read as they come.</summary>
    /// <param name="session">The lakehouse; nothing else may use its engine until the rows are disposed.</param>
    /// <param name="sql">
    /// One SELECT over <c>bronze.x</c>, <c>silver.x</c>, <c>gold.x</c>, <c>ops.x</c> and <c>quarantine</c>; a table is
    /// pinned to a version by <c>@v3</c> behind its name, and any Delta table is read by <c>delta_scan('PATH')</c>.
    /// </param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="MedallionException">
    /// <see cref="ErrorCodes.Query"/>: it is not allowed or wrong. <see cref="ErrorCodes.NoSuchTable"/>.
    /// </exception>
    /// <exception cref="Delta.DeltaException">DEL0101, DEL02.., DEL0301: a path has no table, or not one that can be read.</exception>
    public static async Task<QueryRows> OpenAsync(
        LakehouseSession session, string sql, CancellationToken cancellationToken)
    {
        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new MedallionException(ErrorCodes.Query, "the query holds a NUL character. Write plain text.");
        }
        var quoted = PinnedNames.Quote(sql, out var folders);
        var engine = session.Engine;
        var serialized = await engine
            .QueryAsync($"select json_serialize_sql({Sql.Text(quoted)})", r => r.GetString(0), cancellationToken)
            .ConfigureAwait(false);
        var catalog = new TableCatalog(session);
        var tables = ReadOnlyQuery.Tables(serialized[0], catalog, folders.Keys);
        foreach (var (name, folder) in folders)
        {
            if (folder.Contains("://", StringComparison.Ordinal))
            {
                throw new MedallionException(
                    ErrorCodes.Query, "delta_scan reads tables on a local disk only. Use 'medallion delta read' for those in Azure storage.");
            }
            using var foreign = new TableSession(folder, session.Options.Clock, session.Options.NewId, _ => null);
            var snapshot = await foreign.Table.LoadAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            var relation = await engine.RelationAsync(foreign.Table, snapshot.Scan(), cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            await engine.ExecuteAsync($"create or replace view {Sql.Name(name)} as select * from {relation}", cancellationToken)
                .ConfigureAwait(false);
        }
        foreach (var table in tables)
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
        catch (EngineException e) when (QueryRows.IsOfTheQuery(e))
        {
            command.Dispose();
            throw QueryRows.Failure(e);
        }
    }
}
