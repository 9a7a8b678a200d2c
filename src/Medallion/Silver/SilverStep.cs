using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Spark;
using Lakehouse.Medallion.Bronze;
using Lakehouse.Medallion.Quarantine;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Results;

namespace Lakehouse.Medallion.Silver;

/// <summary>Computes one step and writes its files: one scan of the records, one verdict each, both outputs from it.</summary>
internal sealed class SilverStep(
    RunContext context, SilverDataset dataset, BronzeStep step, Snapshot? silver, StepState state)
{
    private readonly WithheldRecords? _withheld =
        dataset.Withholds ? new WithheldRecords(context, dataset, silver, state) : null;
    private readonly SilverSql _sql = new(dataset, StepDialect.Of(context.Compute));
    private readonly StepDialect _dialect = StepDialect.Of(context.Compute);
    private readonly IEngine _engine = context.Compute;

    // The verdicts that hold all errors and undeclared members of what is new, and who reads them.
    private (IEngine Engine, string Verdict) _told = (context.Compute, dataset.Withholds ? WithheldSql.Fresh : SilverSql.Verdict);

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
            var valid = await _engine.QueryAsync(
                _sql.CountValid(), r => (Date: r.GetString(0), Records: r.GetInt64(1)), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string> dates = [.. valid.Select(day => day.Date)];
            var files = await HoldAsync(dates, cancellationToken).ConfigureAwait(false);
            return await WriteAsync(dates, valid.Sum(day => day.Records), files, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await CleanUpAsync().ConfigureAwait(false);
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
        return await TableChecks.RunAsync(context.Engine, checks, after, cancellationToken).ConfigureAwait(false);
    }

    private async Task JudgeAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        await _engine.KeepSmallAsync(SilverSql.Files, _sql.RankFiles(paths), cancellationToken).ConfigureAwait(false);
        if (_dialect.Prepare is { } prepare)
        {
            await _engine.ExecuteAsync(prepare, cancellationToken).ConfigureAwait(false);
        }
        var bronze = await _engine.RelationAsync(
            new TableRows(dataset.BronzeTable, BronzeTable.Stored, [], context.DataFiles(dataset.BronzeTable, step.Files)),
            cancellationToken).ConfigureAwait(false);
        var input = _withheld?.Input(bronze) ?? bronze;
        if (_engine is SparkEngine spark)
        {
            var judged = await new SparkJudge(context, spark, dataset).KeepAsync(input, cancellationToken).ConfigureAwait(false);
            _told = _withheld is null ? (context.Engine, judged) : _told;
        }
        else
        {
            dataset.EnsureFunctions(context.Engine);
            await _engine.KeepAsync(SilverSql.Verdict, _dialect.Place(dataset.Verdict(input)), cancellationToken).ConfigureAwait(false);
        }
        if (_withheld is not null)
        {
            await _withheld.FindOrphansAsync(cancellationToken).ConfigureAwait(false);
        }
        await _engine.KeepAsync(SilverSql.Winners, _sql.Choose(), cancellationToken).ConfigureAwait(false);
    }

    private async Task CleanUpAsync()
    {
        IReadOnlyList<string> kept = _withheld is null ? SilverSql.Kept : [.. WithheldSql.Kept, .. SilverSql.Kept];
        await _engine.ForgetAsync(kept, CancellationToken.None).ConfigureAwait(false);
        if (_dialect.CleanUp is { } cleanUp)
        {
            await _engine.ExecuteAsync(cleanUp, CancellationToken.None).ConfigureAwait(false);
        }
    }

    // Only the partitions that the new records fall into can hold a row with one of their keys.
    private async Task<Dictionary<string, AddFile>> HoldAsync(
        IReadOnlyList<string> dates, CancellationToken cancellationToken)
    {
        var scope = dates.ToHashSet();
        var files = (silver?.Files ?? []).Where(file => dataset.Source.Scope == DeduplicationScope.Table
            || scope.Contains(file.PartitionValues[SilverDataset.EventDate] ?? "")).ToList();
        if (files.Count == 0)
        {
            await _engine.KeepSmallAsync(SilverSql.Held, _sql.HoldNothing(), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var rows = await SilverAsync(files, cancellationToken).ConfigureAwait(false);
            await _engine.KeepAsync(SilverSql.Held, _sql.Hold(rows), cancellationToken).ConfigureAwait(false);
        }
        return (_withheld is null ? files : silver?.Files ?? [])
            .ToDictionary(file => context.Locate(dataset.Table, file));
    }

    private async Task<StagedSilver> WriteAsync(
        IReadOnlyList<string> dates, long valid, Dictionary<string, AddFile> files, CancellationToken cancellationToken)
    {
        await _engine.KeepAsync(SilverSql.Contested, SilverSql.Contest(), cancellationToken).ConfigureAwait(false);
        await _engine.KeepAsync(SilverSql.Rivals, _sql.FindRivals(), cancellationToken).ConfigureAwait(false);
        var losers = _withheld is null ? 0 : await FindLosersAsync(_withheld, files, cancellationToken).ConfigureAwait(false);
        var (rows, gone) = _withheld is null ? (SilverSql.Unbeaten, SilverSql.Displaced) : (SilverSql.Won, WithheldSql.Displaced);
        var counts = await CountAsync(SilverSql.Count(rows), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DisplacedFile> displaced = _withheld is null && counts[0] == 0
            ? []
            : await _engine.QueryAsync(
                SilverSql.DisplacedFiles(gone), r => new DisplacedFile(files[r.GetString(0)], r.GetInt64(1)), cancellationToken)
                .ConfigureAwait(false);
        var target = new StageTarget(dataset.Table, dataset.Schema, [SilverDataset.EventDate]);
        var accepted = await _engine.StageAsync(_sql.SelectAccepted(rows), target, cancellationToken).ConfigureAwait(false);
        var replaced = displaced.Select(d => d.File).ToList();
        IReadOnlyList<StagedFile> staying = replaced.Count == 0
            ? []
            : await _engine.StageAsync(
                _sql.SelectStaying(await SilverAsync(replaced, cancellationToken).ConfigureAwait(false), gone), target, cancellationToken)
                .ConfigureAwait(false);
        var (withheld, settled) = _withheld is null
            ? (null, null)
            : await _withheld.StageAsync(cancellationToken).ConfigureAwait(false);
        var errors = await _told.Engine.QueryAsync(
            _withheld?.CountErrors ?? SilverSql.CountErrors(StepDialect.Of(_told.Engine), _told.Verdict),
            r => new CountedError(r.GetString(0), r.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        var rejected = settled ?? await StageRejectedAsync(errors.Count, cancellationToken).ConfigureAwait(false);
        BalanceGuard.SameRows(
            dataset.Table, replaced.Sum(FileRows.Of) - displaced.Sum(d => d.Rows), staying.Sum(file => file.Rows));
        var balance = new Balance
        {
            Read = step.Records,
            Accepted = accepted.Sum(file => file.Rows),
            Duplicate = _withheld is null ? counts[2] : valid - counts[3] - losers,
            Quarantined = rejected.Sum(file => file.Rows),
            Parked = withheld?.Parked.Sum(file => file.Rows) ?? 0,
            Unparked = withheld?.Unparked ?? 0,
            Replayed = withheld?.Replayed ?? 0,
            Withdrawn = withheld?.Withdrawn ?? 0,
            Displaced = counts[0],
            Undeclared = counts[4],
            Conflicts = counts[1],
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
            Drift = await StepDrift.ReadAsync(_told.Engine, dataset, _told.Verdict, cancellationToken).ConfigureAwait(false),
            Deprecated = await DeprecatedVersions.CountAsync(
                _engine, dataset, _withheld is null ? SilverSql.Verdict : WithheldSql.Fresh, cancellationToken).ConfigureAwait(false),
        };
    }

    // How many valid records other records keep out of Silver.
    private async Task<long> FindLosersAsync(
        WithheldRecords withheld, Dictionary<string, AddFile> files, CancellationToken cancellationToken)
    {
        await _engine.RemoveAsync(SilverSql.Winners, SilverSql.Place, SilverSql.Losers, cancellationToken).ConfigureAwait(false);
        var silverRows = await SilverAsync(
            dataset.Source.QuarantiningChecks.Count == 0 ? [] : [.. files.Values], cancellationToken).ConfigureAwait(false);
        return await withheld.FindLosersAsync(silverRows, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<StagedFile>> StageRejectedAsync(int codes, CancellationToken cancellationToken) =>
        codes == 0
            ? []
            : await _engine.StageAsync(
                _sql.SelectRejected(context.RunId), QuarantineTable.Target(dataset.Name), cancellationToken)
                .ConfigureAwait(false);

    private async Task<long[]> CountAsync(string sql, CancellationToken cancellationToken)
    {
        var rows = await _engine.QueryAsync(sql, Numbers, cancellationToken).ConfigureAwait(false);
        return rows[0];

        static long[] Numbers(IRow row)
        {
            var numbers = new long[row.FieldCount];
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = row.GetInt64(i);
            }
            return numbers;
        }
    }

    private Task<string> SilverAsync(IReadOnlyList<AddFile> files, CancellationToken cancellationToken) => _engine.RelationAsync(
        new TableRows(dataset.Table, dataset.Schema, [SilverDataset.EventDate], context.DataFiles(dataset.Table, files))
        {
            FileColumn = SilverSql.FileColumn,
        },
        cancellationToken);

    private sealed record DisplacedFile(AddFile File, long Rows);

    private sealed record CountedError(string Code, long Count);
}
