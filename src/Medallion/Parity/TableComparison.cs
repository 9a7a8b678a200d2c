using Lakehouse.Delta;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Medallion.DeltaTables;
using Lakehouse.Medallion.Hashes;
using Lakehouse.Medallion.Queries;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Parity;

/// <summary>Compares a table of two roots: by hashes first, and row by row only where those differ.</summary>
internal sealed class TableComparison(
    LakehouseSession left, LakehouseSession right, TableName table, ParityOptions options)
{
    private static readonly string[] Place = [TechnicalColumns.LandingPath, TechnicalColumns.LandingPosition];

    /// <summary>The result; null when neither root has the table.</summary>
    public async Task<TableParity?> RunAsync(CancellationToken cancellationToken)
    {
        var first = await ContentAsync(left, cancellationToken).ConfigureAwait(false);
        var second = await ContentAsync(right, cancellationToken).ConfigureAwait(false);
        if (first is null && second is null)
        {
            return null;
        }
        var parity = new TableParity(table.FullName, first?.Content, second?.Content, Partitions(first, second));
        if (first is null || second is null)
        {
            return parity;
        }
        parity = parity with { Schema = SchemaDifferences(TableDetail.Of(first.Snapshot), TableDetail.Of(second.Snapshot)) };
        if (parity.Holds || parity.Schema.Count > 0)
        {
            return parity;
        }
        var rows = new RowComparison(left.Engine, first.Snapshot.Metadata, KeyOf(first.Snapshot), options);
        return parity with
        {
            Rows = await rows.RunAsync(
                await RelationAsync(left, first.Snapshot, cancellationToken).ConfigureAwait(false),
                await RelationAsync(right, second.Snapshot, cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<Side?> ContentAsync(LakehouseSession session, CancellationToken cancellationToken)
    {
        if (await new TableCatalog(session).FindAsync(table, cancellationToken).ConfigureAwait(false) is not { } snapshot)
        {
            return null;
        }
        var pinned = table with { Version = snapshot.Version };
        var hash = await TableHasher.HashAsync(session, pinned, options.Ignored.ToHashSet(), cancellationToken).ConfigureAwait(false);
        var key = KeyOf(snapshot);
        var others = snapshot.Metadata.Schema.Fields.Select(field => field.Name).Except(key).ToHashSet();
        var keys = key.Count == 0
            ? null
            : await TableHasher.HashAsync(session, pinned, others, cancellationToken).ConfigureAwait(false);
        return new Side(snapshot, new TableContent(snapshot.Version, hash.Hash, keys?.Hash), ByName(hash), keys is null ? null : ByName(keys));
    }

    // Both relations are read by the first root's engine, so that their rows can meet.
    private Task<string> RelationAsync(LakehouseSession session, Snapshot snapshot, CancellationToken cancellationToken) =>
        left.Engine.RelationAsync(
            new DeltaTable(session.Tables, snapshot.Table), snapshot.Scan(), cancellationToken: cancellationToken);

    private List<string> KeyOf(Snapshot snapshot)
    {
        IEnumerable<string> key = table.Schema switch
        {
            "silver" => left.Project.Sources.First(source => source.Dataset == table.Name).Contract.PrimaryKey.Select(field => field.Name),
            "gold" => left.Project.Products.First(product => product.Name == table.Name).Grain,
            _ => Place,
        };
        var columns = snapshot.Metadata.Schema.Fields.Select(field => field.Name);
        var names = key.Any() ? key.Union(snapshot.Metadata.PartitionColumns).Except(options.Ignored).ToHashSet() : [];
        return [.. columns.Where(names.Contains)];
    }

    private static List<PartitionParity> Partitions(Side? first, Side? second)
    {
        var names = new[] { first, second }.SelectMany(side => side is null ? [] : side.Partitions.Keys.ToList())
            .Distinct().Order(StringComparer.Ordinal);
        return [.. names.Select(name => new PartitionParity(
            name,
            first?.Partitions.GetValueOrDefault(name),
            second?.Partitions.GetValueOrDefault(name),
            first?.Keys is null && second?.Keys is null
                ? null
                : first?.Keys?.GetValueOrDefault(name) == second?.Keys?.GetValueOrDefault(name)))];
    }

    private static List<SchemaDifference> SchemaDifferences(TableDetail first, TableDetail second)
    {
        var differences = new List<SchemaDifference>();
        var names = first.Columns.Concat(second.Columns).Select(column => column.Name).Distinct();
        foreach (var name in names)
        {
            var (one, other) = (Describe(first, name), Describe(second, name));
            if (one != other)
            {
                differences.Add(new SchemaDifference(name, one, other));
            }
        }
        if (!first.PartitionColumns.SequenceEqual(second.PartitionColumns))
        {
            differences.Add(new SchemaDifference(
                null, string.Join(", ", first.PartitionColumns), string.Join(", ", second.PartitionColumns)));
        }
        return differences;
    }

    private static string? Describe(TableDetail table, string name)
    {
        var columns = table.Columns.ToList();
        var place = columns.FindIndex(column => column.Name == name);
        return place < 0
            ? null
            : $"column {place + 1}: {columns[place].Type}{(columns[place].Nullable ? "" : " not null")}";
    }

    private static Dictionary<string, ContentHash> ByName(TableHash hash) =>
        hash.Partitions.ToDictionary(partition => partition.Partition, partition => partition.Hash);

    private sealed record Side(
        Snapshot Snapshot,
        TableContent Content,
        Dictionary<string, ContentHash> Partitions,
        Dictionary<string, ContentHash>? Keys);
}
