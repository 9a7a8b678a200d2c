using System.Numerics;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Queries;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Hashes;

/// <summary>Computes content hashes in the engine: rows leave it only as sums.</summary>
public static class TableHasher
{
    private const int Digits = 15;

    /// <summary>The tables that hold content and have been built: those of Silver, quarantine and Gold.</summary>
    public static async Task<IReadOnlyList<TableName>> BuiltAsync(
        LakehouseSession session, CancellationToken cancellationToken)
    {
        var catalog = new TableCatalog(session);
        var built = new List<TableName>();
        foreach (var table in catalog.Tables.Where(table => table.Schema is null or "silver" or "gold"))
        {
            if (await catalog.FindAsync(table, cancellationToken).ConfigureAwait(false) is not null)
            {
                built.Add(table);
            }
        }
        return built;
    }

    /// <summary>The hash of a table and of each of its partitions, at the version that its name says.</summary>
    /// <param name="session">The lakehouse.</param>
    /// <param name="table">The table.</param>
    /// <param name="ignored">Columns to leave out; one that the table does not have is no mistake.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchTable"/>.</exception>
    public static async Task<TableHash> HashAsync(
        LakehouseSession session, TableName table, IReadOnlySet<string> ignored, CancellationToken cancellationToken)
    {
        var catalog = new TableCatalog(session);
        var snapshot = await catalog.LoadAsync(table, cancellationToken).ConfigureAwait(false);
        var partitionColumns = snapshot.Metadata.PartitionColumns;
        var relation = await catalog.RelationAsync(snapshot, cancellationToken).ConfigureAwait(false);
        var partitions = await session.Engine.QueryAsync(
            Select(snapshot, ignored, relation), row => Read(row, partitionColumns), cancellationToken)
            .ConfigureAwait(false);
        var whole = partitions.Aggregate(ContentHash.Empty, (sum, partition) => sum.Add(partition.Hash));
        var without = snapshot.Metadata.Schema.Fields.Select(field => field.Name).Where(ignored.Contains).ToList();
        return new TableHash(table.FullName, snapshot.Version, whole, partitions) { Ignored = without };
    }

    private static string Select(Snapshot snapshot, IReadOnlySet<string> ignored, string relation)
    {
        var content = snapshot.Metadata.Schema.Fields
            .Where(field => !TechnicalColumns.NotContent.Contains(field.Name) && !ignored.Contains(field.Name));
        var groups = snapshot.Metadata.PartitionColumns.Select(Sql.Name).ToList();
        var keys = string.Concat(groups.Select(name => $"cast({name} as varchar), "));
        var by = groups.Count == 0 ? "having count(*) > 0" : $"group by {string.Join(", ", groups)} order by all";
        return $"select {keys}count(*), {Sum(1)}, {Sum(1 + Digits)} from (select {string.Concat(groups.Select(n => $"{n}, "))}"
            + $"md5({CanonicalText.OfRow(content)}) as digest from {relation}) {by}";
    }

    private static string Sum(int start) => $"sum(cast('0x' || substr(digest, {start}, {Digits}) as bigint))";

    private static PartitionHash Read(DuckDBDataReader row, IReadOnlyList<string> columns)
    {
        var values = new Dictionary<string, string?>();
        for (var i = 0; i < columns.Count; i++)
        {
            values[columns[i]] = row.IsDBNull(i) ? null : row.GetString(i);
        }
        var hash = new ContentHash(
            row.GetInt64(columns.Count),
            row.GetFieldValue<BigInteger>(columns.Count + 1),
            row.GetFieldValue<BigInteger>(columns.Count + 2));
        return new PartitionHash(PartitionPath.For(columns, values), hash);
    }
}
