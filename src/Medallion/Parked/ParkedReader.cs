using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Queries;

namespace Lakehouse.Medallion.Parked;

/// <summary>Looks into the table of waiting records.</summary>
public static class ParkedReader
{
    /// <summary>Waiting records by dataset and table waited for; one that waits for several counts for each.</summary>
    public static Task<IReadOnlyList<ParkedCount>> CountAsync(
        LakehouseSession session, CancellationToken cancellationToken) => SelectAsync(
            session,
            relation => $"""
                select dataset, waits."table", count(*), min(landed_at)
                from (select dataset, landed_at, unnest(waits_for) as waits from {relation})
                group by all order by 1, 2
                """,
            row => new ParkedCount(
                row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3)),
            cancellationToken);

    /// <summary>What the record of a dataset at a place waits for: tables and keys; none when it does not.</summary>
    public static Task<IReadOnlyList<(string Table, string Key)>> FindAsync(
        LakehouseSession session,
        string dataset,
        string landingPath,
        long landingPosition,
        CancellationToken cancellationToken) => SelectAsync(
            session,
            relation => $"""
                select waits."table", waits."key"
                from (select unnest(waits_for) as waits from {relation} where dataset = {Sql.Text(dataset)}
                  and landing_path = {Sql.Text(landingPath)} and landing_position = {landingPosition})
                """,
            row => (row.GetString(0), row.GetString(1)),
            cancellationToken);

    private static async Task<IReadOnlyList<T>> SelectAsync<T>(
        LakehouseSession session,
        Func<string, string> select,
        Func<DuckDBDataReader, T> read,
        CancellationToken cancellationToken)
    {
        var catalog = new TableCatalog(session);
        if (await catalog.FindAsync(TableName.Parked, cancellationToken).ConfigureAwait(false) is not { } snapshot)
        {
            return [];
        }
        var relation = await catalog.RelationAsync(snapshot, cancellationToken).ConfigureAwait(false);
        return await session.Engine.QueryAsync(select(relation), read, cancellationToken).ConfigureAwait(false);
    }
}
