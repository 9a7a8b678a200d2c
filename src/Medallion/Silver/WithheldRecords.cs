using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Medallion.Parked;
using Lakehouse.Medallion.Quarantine;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Silver;

/// <summary>The records of a step that others keep out of Silver: those that were, are, and no longer are.</summary>
internal sealed class WithheldRecords(RunContext context, SilverDataset dataset, Snapshot? silver, StepState state)
{
    private readonly WithheldSql _sql = new(dataset, context.Compute);
    private readonly IEngine _engine = context.Compute;
    private string _input = "";
    private long _newestLanding;
    private long _withdrawn;

    /// <summary>Takes the withheld records in; their landing files, none when there are no such records.</summary>
    public async Task<IReadOnlyList<string>> LoadAsync(CancellationToken cancellationToken)
    {
        var load = _sql.Load(
            await RelationAsync(TablePaths.Quarantine, FilesOf(state.QuarantineBefore), QuarantineTable.Schema, cancellationToken)
                .ConfigureAwait(false),
            await RelationAsync(TablePaths.Parked, FilesOf(state.ParkedBefore), ParkedTable.Schema, cancellationToken)
                .ConfigureAwait(false));
        await _engine.KeepAsync(WithheldSql.Withheld, load, cancellationToken).ConfigureAwait(false);
        return await _engine.QueryAsync(
            $"select distinct landing_path from {WithheldSql.Withheld}", r => r.GetString(0), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts records that enter quarantine by error code.</summary>
    public string CountErrors => _sql.CountErrors();

    /// <summary>The records to judge: those of Bronze and the withheld.</summary>
    public string Input(string bronze) => _input = WithheldSql.Input(bronze);

    /// <summary>Takes the records out of the valid ones that refer to nothing.</summary>
    public async Task FindOrphansAsync(CancellationToken cancellationToken)
    {
        var newest = await _engine.QueryAsync(
            _sql.NewestLanding, r => r.IsDBNull(0) ? 0 : r.GetInt64(0), cancellationToken).ConfigureAwait(false);
        _newestLanding = Math.Max(newest[0], silver?.TransactionVersion(dataset.NewestLandingAppId) ?? 0);
        var parents = new Dictionary<string, string>();
        foreach (var reference in dataset.Source.References.Where(reference => reference.Withholds))
        {
            parents[reference.Parent] = await ParentAsync(reference.Parent, cancellationToken).ConfigureAwait(false);
        }
        await _engine.KeepAsync(WithheldSql.Orphans, _sql.FindOrphans(parents, _newestLanding), cancellationToken)
            .ConfigureAwait(false);
        await _engine.SetAsync(
            SilverSql.Verdict, SilverSql.Place, "errors", $"select _place, errors from {WithheldSql.Orphans}", cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Takes out of the winners and Silver what lost against an earlier row; how many of the winners.</summary>
    /// <param name="rows">A relation of all rows of Silver with their files.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<long> FindLosersAsync(string rows, CancellationToken cancellationToken)
    {
        await _engine.KeepAsync(WithheldSql.Losers, _sql.FindLosers(rows), cancellationToken).ConfigureAwait(false);
        await _engine.RemoveAsync(SilverSql.Winners, SilverSql.Place, WithheldSql.LosingPlaces, cancellationToken)
            .ConfigureAwait(false);
        var (losers, withdrawn) = await CountAsync(WithheldSql.CountLosers, cancellationToken).ConfigureAwait(false);
        _withdrawn = withdrawn;
        return losers;
    }

    /// <summary>Writes what changes for withheld records, and the records that quarantine gains.</summary>
    public async Task<(StagedWithheld Withheld, IReadOnlyList<StagedFile> Rejected)> StageAsync(
        CancellationToken cancellationToken)
    {
        var (quarantine, waiting) = (QuarantineTable.Target(dataset.Name), ParkedTable.Target(dataset.Name));
        await _engine.KeepAsync(WithheldSql.Back, WithheldSql.FindBack, cancellationToken).ConfigureAwait(false);
        await _engine.KeepAsync(WithheldSql.Destined, _sql.Settle(), cancellationToken).ConfigureAwait(false);
        await _engine.KeepAsync(WithheldSql.Payloads, _sql.FindPayloads(_input), cancellationToken).ConfigureAwait(false);
        var (replayed, unparked) = await CountAsync(WithheldSql.CountLeaving, cancellationToken).ConfigureAwait(false);
        var bronze = _withdrawn == 0 ? null : await BronzeAsync(cancellationToken).ConfigureAwait(false);
        var rejected = await _engine.StageAsync(
            _sql.SelectRejected(context.RunId, bronze), quarantine, cancellationToken).ConfigureAwait(false);
        var parked = await _engine.StageAsync(
            _sql.SelectParked(context.RunId), waiting, cancellationToken).ConfigureAwait(false);
        var withheld = new StagedWithheld
        {
            Parked = parked,
            Quarantine = state.IsRepeated || replayed == 0
                ? new RewrittenFiles([], [])
                : await RewriteAsync(state.Quarantine!, quarantine, replayed, cancellationToken).ConfigureAwait(false),
            Waiting = state.IsParkedDone || unparked == 0
                ? new RewrittenFiles([], [])
                : await RewriteAsync(state.Parked!, waiting, unparked, cancellationToken).ConfigureAwait(false),
            Replayed = replayed,
            Unparked = unparked,
            Withdrawn = _withdrawn,
            NewestLanding = _newestLanding,
        };
        return (withheld, rejected);
    }

    // The leaving records may stand in other files by now than in the version that the step began with.
    private async Task<RewrittenFiles> RewriteAsync(
        Snapshot table, StageTarget target, long leaving, CancellationToken cancellationToken)
    {
        var mine = FilesOf(table).ToDictionary(file => context.Locate(table.Table, file));
        var found = await _engine.QueryAsync(
            WithheldSql.LeavingFiles(
                await RelationAsync(table.Table, mine.Values, target.Schema, cancellationToken).ConfigureAwait(false), table.Table),
            r => (File: mine[r.GetString(0)], Rows: r.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        BalanceGuard.SameRows(table.Table, leaving, found.Sum(file => file.Rows));
        var replaced = found.Select(file => file.File).ToList();
        var rows = await RelationAsync(table.Table, replaced, target.Schema, cancellationToken).ConfigureAwait(false);
        var staying = await _engine.StageAsync(_sql.SelectStaying(rows, table.Table), target, cancellationToken)
            .ConfigureAwait(false);
        BalanceGuard.SameRows(table.Table, replaced.Sum(FileRows.Of) - leaving, staying.Sum(file => file.Rows));
        return new RewrittenFiles(replaced, staying);
    }

    private async Task<string> BronzeAsync(CancellationToken cancellationToken)
    {
        var bronze = await context.FindAsync(dataset.BronzeTable, cancellationToken).ConfigureAwait(false);
        return await _engine.RelationAsync(
            context.Rows(bronze!, bronze!.Files), cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> ParentAsync(string parent, CancellationToken cancellationToken)
    {
        var table = new SilverDataset(context.Project.Sources.Single(source => source.Dataset == parent));
        var pinned = state.Parents[parent];
        return await _engine.RelationAsync(
            new TableRows(
                table.Table, table.Schema, [SilverDataset.EventDate], context.DataFiles(table.Table, pinned?.Files ?? []))
            {
                Version = pinned?.Version,
            },
            cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<AddFile> FilesOf(Snapshot? table) => (table?.Files ?? [])
        .Where(file => file.PartitionValues[QuarantineTable.PartitionColumn] == dataset.Name);

    private Task<string> RelationAsync(
        string table, IEnumerable<AddFile> files, StructType schema, CancellationToken cancellationToken) => _engine.RelationAsync(
        new TableRows(table, schema, [QuarantineTable.PartitionColumn], context.DataFiles(table, files))
        {
            FileColumn = SilverSql.FileColumn,
        },
        cancellationToken);

    private async Task<(long, long)> CountAsync(string sql, CancellationToken cancellationToken)
    {
        var rows = await _engine.QueryAsync(sql, r => (r.GetInt64(0), r.GetInt64(1)), cancellationToken)
            .ConfigureAwait(false);
        return rows[0];
    }
}
