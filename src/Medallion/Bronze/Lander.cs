using System.Diagnostics;
using System.Text.Json.Nodes;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Lines;
using Lakehouse.Medallion.Landing;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Bronze;

/// <summary>Takes in the new files of one source.</summary>
internal sealed class Lander(RunContext context, Source source, BronzeOptions options)
{
    private readonly string _path = TablePaths.Bronze(source.Name);
    private readonly Dictionary<string, RunProblem> _problems = [];
    private BronzeReport _report = new(source.Name);

    /// <summary>Lands everything that is new.</summary>
    public async Task<BronzeReport> RunAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        for (var attempt = 0; attempt < options.Attempts; attempt++)
        {
            var snapshot = await context.FindAsync(_path, cancellationToken).ConfigureAwait(false);
            var listing = await LandingInbox.ReadAsync(context, source, snapshot, cancellationToken)
                .ConfigureAwait(false);
            _report = _report with { Known = listing.Known, Unripe = listing.Unripe };
            foreach (var problem in listing.Problems)
            {
                _problems[problem.Subject] = problem;
            }
            if (await LandAllAsync(listing.NewFiles, snapshot, cancellationToken).ConfigureAwait(false))
            {
                return Finish(watch.Elapsed);
            }
        }
        throw new MedallionException(
            ErrorCodes.TooManyConflicts,
            $"other runs committed to {_path} {options.Attempts} times in a row. Run again when they are done.");
    }

    // False when another run won, and the listing has to be read against what it landed.
    private async Task<bool> LandAllAsync(
        IReadOnlyList<LandingFile> files, Snapshot? snapshot, CancellationToken cancellationToken)
    {
        var waiting = files.Where(file => !_problems.ContainsKey(file.Path)).ToList();
        if (waiting.Count > 0)
        {
            context.Tell(
                "bronze", source.Name, RunEventKind.Started,
                $"{Counted.Of(waiting.Count, "new file")}, {waiting.Sum(file => file.SizeBytes):N0} bytes", waiting.Sum(file => file.SizeBytes));
        }
        foreach (var batch in Batches(waiting))
        {
            var (staged, landed) = await StageAsync(batch, cancellationToken).ConfigureAwait(false);
            if (landed.Count == 0)
            {
                continue;
            }
            var result = await CommitAsync(snapshot, staged, landed, cancellationToken).ConfigureAwait(false);
            if (result is not Committed committed)
            {
                await context.DiscardAsync(_path, staged, cancellationToken).ConfigureAwait(false);
                return false;
            }
            snapshot = committed.Snapshot;
            _report = _report with
            {
                Files = _report.Files + landed.Count,
                SizeBytes = _report.SizeBytes + landed.Sum(result => result.File.SizeBytes),
                Records = _report.Records + landed.Sum(result => result.Lines),
                Version = snapshot.Version,
            };
        }
        return true;
    }

    // A damaged file may show itself only when it is read to its end, so what was staged with it is thrown away.
    private async Task<(IReadOnlyList<StagedFile> Staged, IReadOnlyList<LandingFileResult> Landed)> StageAsync(
        IReadOnlyList<LandingFile> batch, CancellationToken cancellationToken)
    {
        var files = batch;
        while (files.Count > 0)
        {
            var lines = await context.Compute.PrepareLinesAsync(files, cancellationToken).ConfigureAwait(false);
            await using (lines.ConfigureAwait(false))
            {
                IReadOnlyList<StagedFile> staged = [];
                try
                {
                    if (!AnyRefused(lines))
                    {
                        staged = await context.Compute.StageAsync(
                            BronzeSql.Select(context.Compute, lines.Relation, context.StartedAt), Target(), cancellationToken)
                            .ConfigureAwait(false);
                    }
                }
                catch (EngineException) when (AnyRefused(lines))
                {
                    // Which files are refused stands in the results.
                }
                var results = lines.Results();
                if (!AnyRefused(lines))
                {
                    BalanceGuard.SameRows(_path, results.Sum(result => result.Lines), staged.Sum(file => file.Rows));
                    return (staged, results);
                }
                await context.DiscardAsync(_path, staged, cancellationToken).ConfigureAwait(false);
                foreach (var refused in results.Where(result => result.Refusal is not null))
                {
                    Refuse(refused.File.Path, refused.Refusal!);
                }
                files = [.. files.Where(file => !_problems.ContainsKey(file.Path))];
            }
        }
        return ([], []);
    }

    private static bool AnyRefused(ILandingLines lines) => lines.Results().Any(result => result.Refusal is not null);

    private StageTarget Target() => new(_path, BronzeTable.Schema, [BronzeTable.PartitionColumn])
    {
        SinglePartition = new Dictionary<string, string?>
        {
            [BronzeTable.PartitionColumn] = context.StartedAt.UtcDateTime.ToString("yyyy-MM-dd"),
        },
    };

    private Task<CommitResult> CommitAsync(
        Snapshot? snapshot,
        IReadOnlyList<StagedFile> staged,
        IReadOnlyList<LandingFileResult> landed,
        CancellationToken cancellationToken)
    {
        var landings = landed.Select(result => new LandedFile(
            result.File.Path, result.File.SizeBytes, result.Sha256, result.File.LastModified).ToTransaction(source.Name));
        return context.CommitAsync(
            _path,
            new CommitRequest
            {
                ReadSnapshot = snapshot,
                Operation = "WRITE",
                OperationParameters = new Dictionary<string, string> { ["mode"] = "Append" },
                UserMetadata = CommitNotes.Write(context, new JsonObject
                {
                    ["files"] = landed.Count,
                    ["records"] = landed.Sum(r => r.Lines),
                }),
                Actions =
                [
                    .. TableDefinition.CreateIfNew(
                        context, snapshot, BronzeTable.Schema, [BronzeTable.PartitionColumn],
                        $"Records of {source.Name} as received"),
                    .. staged.Select(file => file.ToAdd(BronzeTable.Schema, context.StartedAt, snapshot?.IndexedColumns)),
                    .. landings,
                ],
                Reads = ReadScope.Nothing,
            },
            cancellationToken);
    }

    private void Refuse(string path, string why)
    {
        _problems[path] = new RunProblem(
            ErrorCodes.LandingRefused, path,
            $"the landing file is refused whole: {why}. Deliver it again, or take it away.", BrokenData: true);
        context.Tell("bronze", source.Name, RunEventKind.Warned, $"{path} is refused: {why}");
    }

    private IEnumerable<IReadOnlyList<LandingFile>> Batches(IEnumerable<LandingFile> files)
    {
        const int GzipRatio = 6;
        var batch = new List<LandingFile>();
        long bytes = 0;
        foreach (var file in files)
        {
            batch.Add(file);
            bytes += file.Gzip ? file.SizeBytes * GzipRatio : file.SizeBytes;
            if (bytes >= options.CommitBytes)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }
        }
        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private BronzeReport Finish(TimeSpan elapsed)
    {
        context.Tell(
            "bronze", source.Name, _report.Version is null ? RunEventKind.Skipped : RunEventKind.Finished,
            _report.Version is null
                ? $"nothing new, {Counted.Of(_report.Known, "file")} known"
                : $"{Counted.Of(_report.Records, "record")} from {Counted.Of(_report.Files, "file")}, version {_report.Version}");
        return _report with { Elapsed = elapsed, Problems = [.. _problems.Values] };
    }
}
