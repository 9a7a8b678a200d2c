using Lakehouse.Delta;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Delta.Verification;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage;
using Lakehouse.Engine.Storage.Azure;
using Lakehouse.Medallion.Queries;
using Lakehouse.Quality;

namespace Lakehouse.Medallion.DeltaTables;

/// <summary>One Delta table at an address, of whatever program, without a project.</summary>
public sealed partial class TableSession : IDisposable
{
    private const string Json = "format json";

    private readonly DeltaEnvironment _environment;
    private readonly DuckDbParquetFiles _parquet;
    private readonly string _spill;
    private readonly Lazy<DuckDbEngine> _engine;

    /// <summary>Names the table; nothing is read.</summary>
    /// <param name="address">
    /// The table's root, with <c>_delta_log</c> in it: a folder, or an <c>abfss:</c>, <c>az:</c> or <c>https:</c> address of
    /// Azure storage.
    /// </param>
    /// <param name="clock">The time.</param>
    /// <param name="newId">Gives ids that were never given before, random.</param>
    /// <param name="variable">Gives the value of an environment variable, for the credentials of Azure storage, or null.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchTable"/>: the address is empty.</exception>
    /// <exception cref="EngineException">ENG0206: the address or the credentials cannot be used.</exception>
    public TableSession(string address, TimeProvider clock, Func<Guid> newId, Func<string, string?> variable)
    {
        if (string.IsNullOrEmpty(address))
        {
            throw new MedallionException(
                ErrorCodes.NoSuchTable, $"'{address}' cannot be a table. Name the folder that has _delta_log in it.");
        }
        var settings = AzureSettings.FromVariables(variable);
        var (root, path) = StorageAddress.Parse(address, settings).Split();
        var storage = root.Open(settings, clock, newId);
        _spill = Path.Combine(Path.GetTempPath(), "medallion", $"{newId():N}");
        _parquet = new DuckDbParquetFiles(storage, new DuckDbEngineOptions($"{_spill}-log"));
        _environment = new DeltaEnvironment(storage, _parquet, clock, newId);
        Table = new DeltaTable(_environment, path);
        _engine = new Lazy<DuckDbEngine>(() => new DuckDbEngine(storage, new DuckDbEngineOptions($"{_spill}-rows")));
    }

    internal DeltaTable Table { get; }

    internal DuckDbEngine Engine => _engine.Value;

    /// <summary>What the table is and holds.</summary>
    /// <exception cref="DeltaException">DEL0101, DEL0102, DEL02.., DEL0301: there is none, or it cannot be read.</exception>
    public async Task<TableDetail> DetailAsync(TableVersion version, CancellationToken cancellationToken) =>
        TableDetail.Of(await LoadAsync(version, cancellationToken).ConfigureAwait(false));

    /// <summary>The commits, newest first.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DeltaException">DEL0101, DEL02..: there is no table, or its log is damaged.</exception>
    public async Task<IReadOnlyList<TableCommitSummary>> HistoryAsync(long? limit, CancellationToken cancellationToken)
    {
        await LoadAsync(new TableVersion(), cancellationToken).ConfigureAwait(false);
        var commits = new List<TableCommitSummary>();
        await foreach (var entry in Table.ReadHistoryAsync(limit, cancellationToken).ConfigureAwait(false))
        {
            commits.Add(new TableCommitSummary(
                entry.Version, entry.Timestamp, entry.CommitInfo?.Operation,
                entry.CommitInfo?.OperationParameters ?? new Dictionary<string, string?>(),
                entry.CommitInfo?.OperationMetrics ?? new Dictionary<string, string?>(),
                entry.CommitInfo?.EngineInfo));
        }
        return commits;
    }

    /// <summary>The data files, by path.</summary>
    /// <exception cref="DeltaException">As <see cref="DetailAsync"/>.</exception>
    public async Task<IReadOnlyList<TableFile>> FilesAsync(TableVersion version, CancellationToken cancellationToken)
    {
        var scan = (await LoadAsync(version, cancellationToken).ConfigureAwait(false)).Scan();
        return [.. scan.Files.OrderBy(file => file.File.Path, StringComparer.Ordinal).Select(file =>
        {
            var deleted = file.File.DeletionVector?.Cardinality ?? 0;
            return new TableFile(
                file.File.Path, file.PartitionValues, file.File.SizeBytes,
                FileStatistics.ReadNumRecords(file.File.StatsJson) - deleted, deleted);
        })];
    }

    /// <summary>Starts to read rows.</summary>
    /// <exception cref="DeltaException">As <see cref="DetailAsync"/>.</exception>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.Query"/>: a column or the condition is wrong.</exception>
    public async Task<QueryRows> ReadAsync(TableRead read, CancellationToken cancellationToken) =>
        await QueryReader.RunAsync(Engine, await SelectAsync(read, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Starts to read changed rows: the table's columns, the kind of change, the commit's version and time.</summary>
    /// <param name="fromVersion">The first version whose changes are wanted.</param>
    /// <param name="toVersion">The last one; the newest when null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DeltaException">DEL0105, DEL0106: no changes were recorded, or a column changed.</exception>
    public async Task<QueryRows> ReadChangesAsync(long fromVersion, long? toVersion, CancellationToken cancellationToken)
    {
        var changes = await Table.ReadChangesAsync(fromVersion, toVersion, cancellationToken).ConfigureAwait(false);
        var relation = await Engine.RelationAsync(Table, changes, cancellationToken).ConfigureAwait(false);
        return await QueryReader.RunAsync(Engine, $"select * from {relation}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes rows to a file: Parquet, CSV or lines of JSON, by its ending.</summary>
    /// <exception cref="DeltaException">As <see cref="DetailAsync"/>.</exception>
    /// <exception cref="MedallionException">
    /// <see cref="ErrorCodes.Query"/>: a column or the condition is wrong, or the ending is unknown.
    /// </exception>
    public async Task ExportAsync(TableRead read, string file, CancellationToken cancellationToken)
    {
        var format = Path.GetExtension(file) switch
        {
            ".parquet" => "format parquet",
            ".csv" => "format csv, header",
            ".jsonl" => Json,
            var other => throw new MedallionException(
                ErrorCodes.Query, $"rows cannot be written as '{other}'. End the file's name with .parquet, .csv or .jsonl."),
        };
        var select = await SelectAsync(read, cancellationToken).ConfigureAwait(false);
        await QueryReader.GuardAsync(async () =>
        {
            var rows = format == Json ? await WithTextsAsync(select, cancellationToken).ConfigureAwait(false) : select;
            await Engine.ExecuteAsync(
                $"copy ({rows}) to {Sql.Text(Path.GetFullPath(file))} ({format})", cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>The same rows with texts for what JSON has no numbers for.</summary>
    private async Task<string> WithTextsAsync(string select, CancellationToken cancellationToken)
    {
        var schema = await Engine.DescribeAsync(select, cancellationToken).ConfigureAwait(false);
        var columns = schema.Fields.Select(field => (field.Type, Name: Sql.Name(field.Name))).Select(column =>
            column.Type != PrimitiveType.Float && column.Type != PrimitiveType.Double ? column.Name
            : $"case when isnan({column.Name}) then to_json('NaN') "
                + $"when isinf({column.Name}) then to_json(if({column.Name} > 0, 'Infinity', '-Infinity')) "
                + $"else to_json({column.Name}) end as {column.Name}");
        return $"select {string.Join(", ", columns)} from ({select})";
    }

    /// <summary>Holds the log, its checkpoints, the data files, their statistics and deletion vectors against each other.</summary>
    /// <exception cref="DeltaException">As <see cref="DetailAsync"/>.</exception>
    public async Task<IReadOnlyList<TableProblem>> VerifyAsync(TableVersion version, CancellationToken cancellationToken)
    {
        var number = version.Time is null
            ? version.Number
            : (await LoadAsync(version, cancellationToken).ConfigureAwait(false)).Version;
        var found = await Table.VerifyAsync(number, cancellationToken).ConfigureAwait(false);
        var problems = found.Faults.Select(fault => new TableProblem(fault.File, fault.Problem)).ToList();
        if (found.Snapshot is null)
        {
            return problems;
        }
        var broken = problems.Select(problem => problem.File).ToHashSet();
        var check = new StatisticsCheck(Engine, Table, found.Snapshot);
        var files = found.Snapshot.Scan().Files.Where(file => !broken.Contains(file.File.Path)).ToList();
        foreach (var file in files)
        {
            var wrong = await check.FindAsync(file, cancellationToken).ConfigureAwait(false);
            problems.AddRange(wrong.Select(problem => new TableProblem(file.File.Path, problem)));
        }
        var ids = await new RowIdCheck(Engine, Table, found.Snapshot).FindAsync(files, cancellationToken).ConfigureAwait(false);
        problems.AddRange(ids.Select(problem => new TableProblem("_delta_log", problem)));
        problems.AddRange(await VerifyRulesAsync(found.Snapshot, problems, cancellationToken).ConfigureAwait(false));
        return problems;
    }

    private async Task<IReadOnlyList<TableProblem>> VerifyRulesAsync(
        Snapshot snapshot, IReadOnlyList<TableProblem> before, CancellationToken cancellationToken)
    {
        var broken = before.Select(problem => problem.File).ToHashSet();
        try
        {
            var faults = await new RowVerification(snapshot, new DuckDbRowChanger(_environment, Engine))
                .FindAsync(snapshot.Files.Where(file => !broken.Contains(file.Path)), cancellationToken).ConfigureAwait(false);
            return [.. faults.Select(fault => new TableProblem(fault.File, fault.Problem))];
        }
        catch (Exception error) when (error is EngineException or DeltaException)
        {
            return [new TableProblem("_delta_log", $"the rules of the table cannot be checked: {error.Message}")];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_engine.IsValueCreated)
        {
            _engine.Value.Dispose();
        }
        _parquet.Dispose();
    }

    internal Task<Snapshot> LoadAsync(TableVersion version, CancellationToken cancellationToken) =>
        version.Time is { } time
            ? Table.LoadAsync(time, cancellationToken)
            : Table.LoadAsync(version.Number, cancellationToken);

    private async Task<string> SelectAsync(TableRead read, CancellationToken cancellationToken)
    {
        var snapshot = await LoadAsync(read.Version, cancellationToken).ConfigureAwait(false);
        var known = snapshot.Metadata.Schema.Fields.Select(field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (known.Count == 0 || read.Columns is [])
        {
            throw new MedallionException(
                ErrorCodes.Query,
                known.Count == 0 ? "the table has no columns. Add some before its rows are read." : "no column is named. Name some, or leave them out for all.");
        }
        if (read.Columns?.FirstOrDefault(column => !known.Contains(column)) is { } unknown)
        {
            throw new MedallionException(
                ErrorCodes.Query, $"the table has no column '{unknown}'. {NameGuess.Suggest(unknown, [.. known])}");
        }
        var relation = await Engine.RelationAsync(Table, snapshot.Scan(), cancellationToken: cancellationToken).ConfigureAwait(false);
        var columns = read.Columns is null ? "*" : string.Join(", ", read.Columns.Select(Sql.Name));
        // On a line of its own: DuckDB shows the line with a mistake.
        var where = read.Where is null ? "" : $"\nwhere ({read.Where}\n)";
        var limit = read.Limit is null ? "" : $" limit {read.Limit}";
        var select = $"select {columns} from {relation} as t{where}{limit}";
        await QueryReader.EnsureOneSelectAsync(Engine, select, cancellationToken).ConfigureAwait(false);
        return select;
    }
}
