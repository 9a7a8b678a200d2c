using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Queries;

namespace Lakehouse.Medallion.Quarantine;

/// <summary>Looks into the table of rejected records.</summary>
public static class QuarantineReader
{
    private const string Columns =
        "dataset, landing_path, landing_position, landed_at, contract_version, payload, payload_bytes, status, run_id, errors";

    /// <summary>Open records by dataset, error and day of landing.</summary>
    public static async Task<IReadOnlyList<QuarantineCount>> CountAsync(
        LakehouseSession session, QuarantineFilter filter, CancellationToken cancellationToken)
    {
        if (await RelationAsync(session, cancellationToken).ConfigureAwait(false) is not { } relation)
        {
            return [];
        }
        return await session.Engine.QueryAsync(
            $"""
            select dataset, code, cast(landed_at as date) as day, count(*)
            from (select dataset, landed_at, unnest(list_distinct(list_transform(errors, lambda e: e.code))) as code
              from {relation} where {Where(filter)})
            {(filter.Code is { } code ? $"where code = {Sql.Text(code)}" : "")}
            group by all order by dataset, count(*) desc, code, day
            """,
            row => new QuarantineCount(
                row.GetString(0), row.GetString(1), row.GetFieldValue<DateOnly>(2), row.GetInt64(3)),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Open records of each dataset; datasets without any are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> OpenAsync(
        LakehouseSession session, QuarantineFilter filter, CancellationToken cancellationToken)
    {
        if (await RelationAsync(session, cancellationToken).ConfigureAwait(false) is not { } relation)
        {
            return new Dictionary<string, long>();
        }
        var counts = await session.Engine.QueryAsync(
            $"select dataset, count(*) from {relation} where {Where(filter)} group by dataset order by dataset",
            row => (Dataset: row.GetString(0), Records: row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        return counts.ToDictionary(count => count.Dataset, count => count.Records);
    }

    /// <summary>Open records in landing order, at most <paramref name="limit"/>.</summary>
    public static async Task<IReadOnlyList<QuarantinedRecord>> ListAsync(
        LakehouseSession session, QuarantineFilter filter, int limit, CancellationToken cancellationToken) =>
        await RelationAsync(session, cancellationToken).ConfigureAwait(false) is not { } relation
            ? []
            : await session.Engine.QueryAsync(
                $"select {Columns} from {relation} where {Where(filter)} "
                    + $"order by dataset, landing_path, landing_position limit {limit}",
                Read, cancellationToken).ConfigureAwait(false);

    /// <summary>The rejected records at a place: one for each dataset that rejected it.</summary>
    public static async Task<IReadOnlyList<QuarantinedRecord>> FindAsync(
        LakehouseSession session, string landingPath, long landingPosition, CancellationToken cancellationToken) =>
        await RelationAsync(session, cancellationToken).ConfigureAwait(false) is not { } relation
            ? []
            : await session.Engine.QueryAsync(
                $"select {Columns} from {relation} where landing_path = {Sql.Text(landingPath)} "
                    + $"and landing_position = {landingPosition} order by dataset",
                Read, cancellationToken).ConfigureAwait(false);

    private static async Task<string?> RelationAsync(LakehouseSession session, CancellationToken cancellationToken)
    {
        var catalog = new TableCatalog(session);
        var snapshot = await catalog.FindAsync(TableName.Quarantine, cancellationToken).ConfigureAwait(false);
        return snapshot is null
            ? null
            : await catalog.RelationAsync(snapshot, cancellationToken).ConfigureAwait(false);
    }

    private static string Where(QuarantineFilter filter)
    {
        var where = "status = 'open'";
        if (filter.Dataset is { } dataset)
        {
            where += $" and dataset = {Sql.Text(dataset)}";
        }
        if (filter.Code is { } code)
        {
            where += $" and list_contains(list_transform(errors, lambda e: e.code), {Sql.Text(code)})";
        }
        return where;
    }

    private static QuarantinedRecord Read(DuckDBDataReader row) => new(row.GetString(0), row.GetString(1), row.GetInt64(2))
    {
        LandedAt = row.GetFieldValue<DateTimeOffset>(3),
        ContractVersion = row.GetString(4),
        Payload = row.IsDBNull(5) ? null : row.GetString(5),
        PayloadBytes = row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6),
        Status = row.GetString(7),
        RunId = row.GetString(8),
        Errors = [.. ((List<object?>)row.GetValue(9)).Cast<Dictionary<string, object?>>().Select(ReadError)],
    };

    private static RecordError ReadError(Dictionary<string, object?> error) => new(
        (string?)error["code"] ?? "", (string?)error["path"] ?? "", (string?)error["message"] ?? "");
}
