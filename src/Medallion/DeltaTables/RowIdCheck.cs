using Lakehouse.Delta;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Scans;

namespace Lakehouse.Medallion.DeltaTables;

/// <summary>Looks whether every row of a table that tracks rows has an id of its own.</summary>
internal sealed class RowIdCheck(DuckDbEngine engine, DeltaTable table, Snapshot snapshot)
{
    /// <summary>What is wrong; empty when nothing is.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyList<ScanFile> files, CancellationToken cancellationToken)
    {
        try
        {
            if (snapshot.RowTrackingColumns is not [var id, _])
            {
                return [];
            }
            var rows = await engine
                .RelationAsync(table, snapshot.Scan().Of(files), new ScanColumns { RowTracking = true }, cancellationToken)
                .ConfigureAwait(false);
            var found = await engine.QueryAsync(
                $"select count(*) filter (where id is not null), coalesce(sum(n) filter (where id is null), 0)::bigint "
                + $"from (select {Sql.Name(id.Name)} as id, count(*) as n from {rows} group by id having n > 1 or id is null)",
                row => (Shared: row.GetInt64(0), Without: row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
            return
            [
                .. found[0].Shared > 0 ? [$"{found[0].Shared} row ids belong to more than one row each"] : Array.Empty<string>(),
                .. found[0].Without > 0 ? [$"{found[0].Without} rows have no id, and the table tracks rows"] : Array.Empty<string>(),
            ];
        }
        catch (Exception error) when (error is EngineException or DeltaException)
        {
            return [$"the ids of rows cannot be read: {error.Message}"];
        }
    }
}
