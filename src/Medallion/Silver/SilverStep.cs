using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Medallion.Bronze;
using Lakehouse.Medallion.Quarantine;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Results;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Silver;

/// <summary>Computes one step and writes its files: one scan of the records, one verdict each, both outputs from it.</summary>
internal sealed class SilverStep(
    RunContext context, SilverDataset dataset, BronzeStep step, Snapshot? silver, StepState state)
{
    private readonly WithheldRecords? _withheld =
        dataset.Withholds ? new WithheldRecords(context, dataset, silver, state) : null;
    private readonly SilverSql _sql = new(dataset);
    private readonly DuckDbEngine _engine = context.Engine;

    /// <summary>Does the step's work up to, and without, its commits.</summary>
    public async Task<StagedSilver> StageAsync(CancellationToken cancellationToken)
    {
        try
        {
            var paths = _withheld is null ? [] : await _withheld.LoadAsync(cancellationToken).ConfigureAwait(false);
            if (step.Files.Count == 0 && paths.Count == 0)
            {
                return new StagedSilver();
            }
            await JudgeAsync([.. step.Paths.Union(paths)], cancellationToken).ConfigureAwait(false);
            var dates = await _engine.QueryAsync(SilverSql.TouchedDates(), r => r.GetString(0), cancellationToken)
                .ConfigureAwait(false);
            var files = await HoldAsync(dates, cancellationToken).ConfigureAwait(false);
            return await WriteAsync(dates, files, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            var cleanUp = _withheld is null ? SilverSql.CleanUp : $"{WithheldSql.CleanUp}; {SilverSql.CleanUp}";
            await _engine.ExecuteAsync(cleanUp, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Runs the contract's checks of the whole table on its rows as they will be after the commit.</summary>
    /// <exception cref="EngineException">A check's query failed.</exception>
    public async Task<IReadOnlyList<CheckResult>> CheckAsync(StagedSilver staged, CancellationToken cancellationToken)
    {
        List<TableCheck> checks =
        [
            .. dataset.Contract.TableChecks.Where(check => check.Severity != Severity.Quarantine),
            .. ReferenceChecks.Of(dataset),
        ];
        if (checks.Count == 0)
        {
            return [];
        }
        await ReferenceChecks.CreateViewsAsync(context, dataset, state, cancellationToken).ConfigureAwait(false);
        var replaced = staged.Replaced.Select(file => file.Path).ToHashSet();
        var kept = (silver?.Files ?? []).Where(file => !replaced.Contains(file.Path)).ToList();
        var written = staged.Accepted.Concat(staged.Staying).ToList();
        // All rows count as new: the checks may have changed since the others came.
        var after = new CheckedTable
        {
            FullName = dataset.FullName,
            Schema = dataset.Schema,
            PartitionColumns = [SilverDataset.EventDate],
            New = [.. context.DataFiles(dataset.Table, kept), .. context.DataFiles(dataset.Table, written)],
            CountRows = () => kept.Sum(FileRows.Of) + written.Sum(file => file.Rows),
            Keys = [.. dataset.Contract.PrimaryKey.Select(field => field.Name)],
        };
        return await TableChecks.RunAsync(_engine, checks, after, cancellationToken).ConfigureAwait(false);
    }

    private async Task JudgeAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        dataset.EnsureFunctions(_engine);
        await _engine.ExecuteAsync(SilverSql.RankFiles(paths), cancellationToken).ConfigureAwait(false);
        var bronze = DuckDbEngine.Relation(
            context.DataFiles(dataset.BronzeTable, step.Files), BronzeTable.Schema, [BronzeTable.PartitionColumn]);
        var verdict = VerdictCompiler.Compile(
            dataset.Contract, dataset.Source, Dialect.DuckDb, _withheld?.Input(bronze) ?? bronze, dataset.Reader,
            dataset.Judge);
        await _engine.ExecuteAsync(SilverSql.Judge(verdict), cancellationToken).ConfigureAwait(false);
        if (_withheld is not null)
        {
            await _withheld.FindOrphansAsync(cancellationToken).ConfigureAwait(false);
        }
        await _engine.ExecuteAsync(_sql.Choose(), cancellationToken).ConfigureAwait(false);
    }

    // Only the partitions that the new records fall into can hold a row with one of their keys.
    private async Task<Dictionary<string, AddFile>> HoldAsync(
        IReadOnlyList<string> dates, CancellationToken cancellationToken)
    {
        var scope = dates.ToHashSet();
        var files = (silver?.Files ?? []).Where(file => dataset.Source.Scope == DeduplicationScope.Table
            || scope.Contains(file.PartitionValues[SilverDataset.EventDate] ?? "")).ToList();
        var sql = files.Count == 0 ? SilverSql.HoldNothing() : _sql.Hold(Silver(files));
        await _engine.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
        return (_withheld is null ? files : silver?.Files ?? [])
            .ToDictionary(file => context.Locate(dataset.Table, file));
    }

    private async Task<StagedSilver> WriteAsync(
        IReadOnlyList<string> dates, Dictionary<string, AddFile> files, CancellationToken cancellationToken)
    {
        var counts = await CountAsync(_sql.Count(), cancellationToken).ConfigureAwait(false);
        await _engine.ExecuteAsync(SilverSql.DropLosers(), cancellationToken).ConfigureAwait(false);
        var losers = _withheld is null
            ? 0
            : await _withheld.FindLosersAsync(Silver([.. files.Values]), cancellationToken).ConfigureAwait(false);
        var winners = await CountAsync(SilverSql.CountAccepted(), cancellationToken).ConfigureAwait(false);
        var displaced = await _engine.QueryAsync(
            SilverSql.DisplacedFiles(), r => new DisplacedFile(files[r.GetString(0)], r.GetInt64(1)), cancellationToken)
            .ConfigureAwait(false);
        var target = new StageTarget(dataset.Table, dataset.Schema, [SilverDataset.EventDate]);
        var accepted = await _engine.StageAsync(_sql.SelectAccepted(), target, cancellationToken).ConfigureAwait(false);
        var replaced = displaced.Select(d => d.File).ToList();
        IReadOnlyList<StagedFile> staying = replaced.Count == 0
            ? []
            : await _engine.StageAsync(_sql.SelectStaying(Silver(replaced)), target, cancellationToken)
                .ConfigureAwait(false);
        var (withheld, rejected) = _withheld is null
            ? (null, await StageRejectedAsync(counts[0], cancellationToken).ConfigureAwait(false))
            : await _withheld.StageAsync(cancellationToken).ConfigureAwait(false);
        var errors = await _engine.QueryAsync(
            _withheld is null ? SilverSql.CountErrors() : WithheldSql.CountErrors,
            r => new CountedError(r.GetString(0), r.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        BalanceGuard.SameRows(
            dataset.Table, replaced.Sum(FileRows.Of) - displaced.Sum(d => d.Rows), staying.Sum(file => file.Rows));
        var balance = new Balance
        {
            Read = step.Records,
            Accepted = accepted.Sum(file => file.Rows),
            Duplicate = counts[1] - winners[0] - losers,
            Quarantined = rejected.Sum(file => file.Rows),
            Parked = withheld?.Parked.Sum(file => file.Rows) ?? 0,
            Unparked = withheld?.Unparked ?? 0,
            Replayed = withheld?.Replayed ?? 0,
            Withdrawn = withheld?.Withdrawn ?? 0,
            Displaced = counts[2],
            Undeclared = winners[1],
            Conflicts = counts[3],
        };
        BalanceGuard.Holds(dataset.Table, balance);
        return new StagedSilver
        {
            Accepted = accepted,
            Staying = staying,
            Replaced = replaced,
            Rejected = rejected,
            Withheld = withheld,
            Balance = balance,
            Errors = errors.ToDictionary(e => e.Code, e => e.Count),
            TouchedDates = dates,
        };
    }

    private async Task<IReadOnlyList<StagedFile>> StageRejectedAsync(long count, CancellationToken cancellationToken) =>
        count == 0
            ? []
            : await _engine.StageAsync(
                _sql.SelectRejected(context.RunId), QuarantineTable.Target(dataset.Name), cancellationToken)
                .ConfigureAwait(false);

    private async Task<long[]> CountAsync(string sql, CancellationToken cancellationToken)
    {
        var rows = await _engine.QueryAsync(
            sql, r => Enumerable.Range(0, r.FieldCount).Select(r.GetInt64).ToArray(), cancellationToken)
            .ConfigureAwait(false);
        return rows[0];
    }

    private string Silver(IReadOnlyList<AddFile> files) => DuckDbEngine.Relation(
        context.DataFiles(dataset.Table, files), dataset.Schema, [SilverDataset.EventDate], SilverSql.FileColumn);

    private sealed record DisplacedFile(AddFile File, long Rows);

    private sealed record CountedError(string Code, long Count);
}
