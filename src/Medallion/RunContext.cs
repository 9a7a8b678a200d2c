using System.Collections.Concurrent;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Medallion.Gold;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion;

/// <summary>What every stage of a run is given: the project, the places, the engine, the clock and the run's name.</summary>
public sealed record RunContext
{
    private readonly ConcurrentDictionary<string, Snapshot> _snapshots = [];
    private readonly ConcurrentDictionary<string, Task<Snapshot?>> _ahead = [];
    private ProductSet? _products;
    private readonly ConcurrentQueue<RunProblem> _warnings = [];

    /// <summary>Contracts, sources and products.</summary>
    public required Project Project { get; init; }

    /// <summary>Folder that the landing folders of all sources lie in; absolute.</summary>
    public required string LandingRoot { get; init; }

    /// <summary>Lands, checks, and writes small tables, in this process.</summary>
    public required DuckDbEngine Engine { get; init; }

    /// <summary>Computes the rows of Silver and Gold and writes their files: <see cref="Engine"/> itself, or a server.</summary>
    public required IEngine Compute { get; init; }

    /// <summary>Storage, clock and ids of the tables.</summary>
    public required DeltaEnvironment Tables { get; init; }

    /// <summary>Name of the run, never used again.</summary>
    public required string RunId { get; init; }

    /// <summary>When the run began; <c>landed_at</c> of everything that it lands.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Who watches the run.</summary>
    public required IProgress<RunEvent> Watcher { get; init; }

    /// <summary>Names of the sources and products to run; null for all.</summary>
    public IReadOnlySet<string>? Selection { get; init; }

    /// <summary>App id that the table of runs has when the project's SQL was found right before.</summary>
    public required Lazy<string> ValidationMark { get; init; }

    /// <summary>The table of runs, which is being read.</summary>
    public required Task<Snapshot?> Runs { get; init; }

    /// <summary>The products of the project, analysed when first asked for.</summary>
    internal ProductSet Products => _products ??= new ProductSet(Project, Engine);

    /// <summary>A table of the lakehouse.</summary>
    public DeltaTable Table(string path) => new(Tables, path);

    /// <summary>What went wrong so far without any effect on the tables.</summary>
    internal IReadOnlyList<RunProblem> Warnings => [.. _warnings];

    /// <summary>Whether a source or product takes part.</summary>
    public bool Selects(string name) => Selection is null || Selection.Contains(name);

    /// <summary>The newest snapshot of a table, or null when there is none; only new commits are read.</summary>
    public async Task<Snapshot?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var table = Table(path);
        if (_ahead.TryRemove(path, out var reading) && await reading.ConfigureAwait(false) is { } ahead)
        {
            _snapshots[path] = ahead;
        }
        var snapshot = _snapshots.TryGetValue(path, out var before)
            ? await table.RefreshAsync(before, cancellationToken).ConfigureAwait(false)
            : await table.FindAsync(cancellationToken).ConfigureAwait(false);
        if (snapshot is not null)
        {
            EnsurePlain(snapshot);
            _snapshots[path] = snapshot;
        }
        return snapshot;
    }

    /// <summary>Whether an earlier run found the project's SQL right.</summary>
    internal async Task<bool> IsValidatedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var runs = await FindAsync(TablePaths.Runs, cancellationToken).ConfigureAwait(false);
            return runs?.TransactionVersion(ValidationMark.Value) is not null;
        }
        catch (DeltaException)
        {
            // The last stage meets this again, after those before it have done their work.
            return false;
        }
    }

    /// <summary>Begins to read the logs of the tables that the run will need, beside what the engine does.</summary>
    internal void ReadAhead(CancellationToken cancellationToken)
    {
        var sources = Project.Sources.Where(source => Selects(source.Name)).ToList();
        var products = Project.Products.Where(product => Selects(product.Name));
        string[] paths =
        [
            .. sources.Select(source => TablePaths.Bronze(source.Name)),
            .. sources.Select(source => TablePaths.Silver(source.Dataset)),
            TablePaths.Quarantine,
            .. products.Select(product => TablePaths.Gold(product.Domain, product.Name)),
        ];
        _ahead[TablePaths.Runs] = Runs;
        Task before = Runs;
        foreach (var path in paths)
        {
            var reading = ReadAfterAsync(before, path, cancellationToken);
            _ahead[path] = reading;
            before = reading;
        }
    }

    // One after the other, for the engine needs threads too.
    private async Task<Snapshot?> ReadAfterAsync(Task before, string path, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        return await Table(path).FindAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Commits to a table; a checkpoint that could not be written is a warning of the run.</summary>
    internal async Task<CommitResult> CommitAsync(string path, CommitRequest request, CancellationToken cancellationToken)
    {
        var result = await Table(path).CommitAsync(request, cancellationToken).ConfigureAwait(false);
        if (result is Committed { CheckpointFailure: { } failure } committed)
        {
            var warning = new RunProblem(
                ErrorCodes.CheckpointFailed, path,
                $"version {committed.Snapshot.Version} is committed, but its checksum, checkpoint or log cleanup failed: "
                + $"{failure.Message.TrimEnd('.')}. The table is whole, only slower to read. "
                + "Look at rights and free space with 'medallion doctor'.",
                BrokenData: false);
            _warnings.Enqueue(warning);
            Tell("commit", path, RunEventKind.Warned, $"{warning.Code}: {warning.Message}");
        }
        return result;
    }

    /// <summary>Where a data file lies.</summary>
    internal string Locate(string table, AddFile file) => Table(table).Locate(file);

    /// <summary>Files of a table as the engine reads them.</summary>
    internal IReadOnlyList<DataFile> DataFiles(string table, IEnumerable<AddFile> files)
    {
        var delta = Table(table);
        return [.. files.Select((file, i) => new DataFile(delta.Locate(file), file.PartitionValues) { Rows = DataFile.RowsOf(file, i) })];
    }

    /// <summary>Rows of a table's files, in all columns.</summary>
    /// <param name="snapshot">The version that the files are of.</param>
    /// <param name="files">All of them, or some.</param>
    internal TableRows Rows(Snapshot snapshot, IReadOnlyCollection<AddFile> files) => new(
        snapshot.Table, snapshot.Metadata.Schema, snapshot.Metadata.PartitionColumns, DataFiles(snapshot.Table, files))
    {
        Version = files.Count == snapshot.Files.Count ? snapshot.Version : null,
    };

    /// <summary>Files that no commit names yet, as the engine reads them.</summary>
    internal IReadOnlyList<DataFile> DataFiles(string table, IEnumerable<StagedFile> staged) =>
        [.. staged.Select(file => new DataFile(Tables.Storage.Locate($"{table}/{file.Path}"), file.PartitionValues) { Rows = file.Rows })];

    /// <summary>The flow reads its own tables file by file: no file may hold deleted rows or other names of columns.</summary>
    private static void EnsurePlain(Snapshot snapshot)
    {
        var feature = snapshot.ColumnMapping != ColumnMappingMode.None ? "columnMapping"
            : snapshot.Protocol.ReaderFeatures?.Contains("deletionVectors") == true ? "deletionVectors"
            : null;
        if (feature is not null)
            throw new DeltaException(
                Delta.ErrorCodes.UnsupportedReaderFeature,
                $"another program gave {snapshot.Table} the feature '{feature}', which tables of the flow cannot have. "
                + "Drop the feature, or build the table again.")
            { Table = snapshot.Table, Version = snapshot.Version, Feature = feature };
    }

    /// <summary>Removes files that were staged for a commit that did not happen.</summary>
    internal async Task DiscardAsync(
        string table, IEnumerable<StagedFile> staged, CancellationToken cancellationToken)
    {
        foreach (var file in staged)
        {
            await Tables.Storage.DeleteAsync($"{table}/{file.Path}", cancellationToken).ConfigureAwait(false);
        }
    }

    internal void Tell(
        string stage, string subject, RunEventKind kind, string text, long? total = null, TimeSpan? elapsed = null) =>
        Watcher.Report(new RunEvent(stage, subject, kind, text) { Total = total, Elapsed = elapsed });
}
