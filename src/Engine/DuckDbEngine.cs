using Lakehouse.Delta;
using Lakehouse.Delta.ChangeFeed;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;
using Lakehouse.Engine.Json;
using Lakehouse.Engine.Lines;
using Lakehouse.Engine.Scans;
using Lakehouse.Engine.Storage;

namespace Lakehouse.Engine;

/// <summary>
/// DuckDB in this process: runs queries over the files of tables and writes their results as Parquet files below a table's
/// root. It never makes anything visible; commits do. One caller at a time.
/// </summary>
public sealed partial class DuckDbEngine : IDisposable
{
    private const string SessionSettings = "set timezone = 'UTC'; set partitioned_write_flush_threshold = 262144";

    private readonly IStorage _storage;
    private readonly LocalCopies? _copies;
    private readonly DuckDBConnection _connection;
    private readonly LandingLinesFunction _lines;
    private readonly DeletedRowsFunction _deletedRows;
    private readonly HashSet<string> _functions;
    private readonly string? _catalog;

    /// <summary>Opens an empty database in memory.</summary>
    /// <param name="storage">
    /// Where tables live. When that is not the local disk, files are copied to a temporary folder before they are read, and
    /// from it after they were written.
    /// </param>
    /// <param name="options">Limits.</param>
    public DuckDbEngine(IStorage storage, DuckDbEngineOptions options)
    {
        _storage = storage;
        _copies = LocalCopies.AreNeededFor(storage) ? new LocalCopies(storage) : null;
        options.MakeSpillParent();
        _connection = new DuckDBConnection(new DuckDBOptions
        {
            MemoryLimit = options.MemoryLimit,
            Threads = options.Threads,
            TempDirectory = options.SpillDirectory,
            PreserveInsertionOrder = false,
            Settings = new Dictionary<string, string>
            {
                ["autoinstall_known_extensions"] = "false",
                ["autoload_known_extensions"] = "false",
                ["partitioned_write_max_open_files"] = "200",
            },
        });
        _connection.Open();
        _functions = [];
        Activity = new EngineActivity();
        Run(SessionSettings);
        _deletedRows = DeletedRowsFunction.Register(_connection);
        _lines = LandingLinesFunction.Register(_connection, options.Threads, Activity);
    }

    private DuckDbEngine(DuckDbEngine other, string catalog)
    {
        _catalog = Sql.Name(catalog);
        (_storage, _copies, _functions) = (other._storage, other._copies, other._functions);
        (_lines, _deletedRows, Activity) = (other._lines, other._deletedRows, other.Activity);
        _connection = other._connection.Duplicate();
        Run($"{SessionSettings}; attach ':memory:' as {_catalog}; use {_catalog}");
    }

    /// <summary>
    /// An engine for one more caller at the same time: functions, memory and threads are those of this one, tables and views are
    /// its own and end with it. To be disposed before this one.
    /// </summary>
    /// <param name="catalog">The database that its tables and views are in; a name not in use.</param>
    /// <exception cref="EngineException">The engine refused.</exception>
    public DuckDbEngine Beside(string catalog) => new(this, catalog);

    /// <summary>
    /// Begins to load DuckDB's library, so that an engine opens sooner; what is wrong with it shows when one is opened.
    /// </summary>
    public static void Preload() => _ = Task.Run(DuckDBInstance.Load);

    /// <summary>What has been read so far.</summary>
    public EngineActivity Activity { get; }

    /// <summary>The connection that all queries run on.</summary>
    public DuckDBConnection Connection => _connection;

    /// <summary>Runs statements that give no rows.</summary>
    /// <exception cref="EngineException">The engine refused or failed.</exception>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a query with a small result.</summary>
    /// <exception cref="EngineException">The engine refused or failed.</exception>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, Func<DuckDBDataReader, T> map, CancellationToken cancellationToken)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(map(reader));
            }
            return rows;
        }
    }

    /// <summary>Prepares landing files for the table function <see cref="LandingLinesFunction.Name"/>.</summary>
    public (long Id, Func<IReadOnlyList<LandingFileResult>> Results) PrepareLines(IReadOnlyList<LandingFile> files) =>
        _lines.Prepare(files);

    /// <summary>Makes the strict JSON reader of these fields known under a name, once.</summary>
    public void EnsureReader(string name, IReadOnlyList<JsonField> fields) =>
        Ensure(name, () => StrictJsonFunction.Create(name, fields, Activity));

    /// <summary>Makes the strict JSON reader of records of several versions known under a name, once.</summary>
    public void EnsureReader(string name, JsonVersions versions) =>
        Ensure(name, () => StrictJsonFunction.Create(name, versions, Activity));

    /// <summary>Makes a judge of records known under a name, once.</summary>
    public void EnsureJudge(string name, RecordJudge judge) => Ensure(name, () => JudgeFunction.Create(name, judge));

    /// <summary>Makes a function known, once for each name.</summary>
    public void EnsureFunction(DuckDBScalarFunction function) => Ensure(function.Name, () => function);

    /// <summary>SQL for the rows of data files, to stand where a table stands: a parenthesised select.</summary>
    /// <param name="files">The files; none gives no rows, with the right types.</param>
    /// <param name="schema">Columns of the table.</param>
    /// <param name="partitionColumns">Columns whose values come from the log.</param>
    /// <param name="fileColumn">Name of an extra column with the file's location, if wanted.</param>
    public static string Relation(
        IReadOnlyList<DataFile> files,
        StructType schema,
        IReadOnlyList<string> partitionColumns,
        string? fileColumn = null) => DataFileRelation.Of(files, schema, partitionColumns, fileColumn);

    /// <summary>
    /// SQL for the rows of a scan's files, to stand where a table stands: a parenthesised select, without deleted rows.
    /// The scan's condition has left out files; rows are left to the query.
    /// </summary>
    /// <param name="table">The table that was scanned.</param>
    /// <param name="scan">Columns and files.</param>
    /// <param name="columns">Extra columns; none by default.</param>
    /// <param name="cancellationToken">Ends the reading of deletion vectors.</param>
    /// <exception cref="Delta.DeltaException">DEL0207, DEL0210: a path or a deletion vector is broken.</exception>
    /// <exception cref="EngineException">
    /// ENG0110: files lack the field ids that their table finds columns by; ENG02xx: files cannot be copied.
    /// </exception>
    public async Task<string> RelationAsync(
        DeltaTable table, Scan scan, ScanColumns? columns = null, CancellationToken cancellationToken = default)
    {
        string Locate(ScanFile file) => this.Locate(table, file.File.Path);
        await FetchAsync(table, scan.Files.Select(file => file.File.Path), cancellationToken).ConfigureAwait(false);
        var deleted = scan.Files.Where(file => file.File.DeletionVector is not null).ToList();
        var vectors = await table
            .ReadDeletionVectorsAsync(deleted.Select(file => file.File.DeletionVector!), cancellationToken)
            .ConfigureAwait(false);
        long? set = deleted.Count == 0 ? null : _deletedRows.Add(deleted.ToDictionary(
            Locate, file => vectors[file.File.DeletionVector!]));
        if (scan.Snapshot.ColumnMapping == ColumnMappingMode.Id)
        {
            await FieldIds.EnsureAsync(this, table.Path, [.. scan.Files.Select(Locate)], cancellationToken).ConfigureAwait(false);
        }
        return ScanRelation.Of(scan, Locate, set, columns ?? new ScanColumns());
    }

    /// <summary>
    /// SQL for changed rows, to stand where a table stands: the table's columns, then <c>_change_type</c>,
    /// <c>_commit_version</c> and <c>_commit_timestamp</c>.
    /// </summary>
    /// <exception cref="Delta.DeltaException">DEL0207: a path leads out of the table.</exception>
    /// <exception cref="EngineException">ENG02xx: files cannot be copied.</exception>
    public async Task<string> RelationAsync(
        DeltaTable table, TableChanges changes, CancellationToken cancellationToken = default)
    {
        await FetchAsync(table, changes.Files.Select(file => file.Path), cancellationToken).ConfigureAwait(false);
        return ChangeRelation.Of(changes, file => Locate(table, file.Path), _deletedRows);
    }

    /// <summary>Deletes local copies of files; what was read from them cannot be read again.</summary>
    public void ForgetCopies() => _copies?.Clear();

    /// <summary>Columns and types that a query gives.</summary>
    /// <exception cref="EngineException">The query is wrong.</exception>
    public async Task<StructType> DescribeAsync(string select, CancellationToken cancellationToken) =>
        (await DescribeAsync([select], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Columns and types that each of several queries gives.</summary>
    /// <exception cref="EngineException">One of the queries is wrong.</exception>
    public async Task<IReadOnlyList<StructType>> DescribeAsync(
        IReadOnlyList<string> selects, CancellationToken cancellationToken)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = string.Join(";\n", selects.Select(select => $"select * from ({select}) limit 0"));
        var described = await command.DescribeAsync(cancellationToken).ConfigureAwait(false);
        return [.. described.Select(columns => new StructType(
            [.. columns.Select(column => new StructField(column.Name, DuckDbTypes.ToDelta(column.Type)))]))];
    }

    /// <summary>Writes the rows of a query as files below the table's root, durably.</summary>
    /// <returns>The files; none when there are no rows.</returns>
    /// <exception cref="EngineException">
    /// The engine or the storage refused or failed; what was written is named by no commit.
    /// </exception>
    public Task<IReadOnlyList<StagedFile>> StageAsync(
        string select, StageTarget target, CancellationToken cancellationToken) =>
        StageAsync([select], target, cancellationToken);

    /// <summary>
    /// Writes the rows of several queries, one after the other; while one is computed, the files of those before become durable.
    /// </summary>
    /// <inheritdoc cref="StageAsync(string, StageTarget, CancellationToken)"/>
    public async Task<IReadOnlyList<StagedFile>> StageAsync(
        IReadOnlyList<string> selects, StageTarget target, CancellationToken cancellationToken)
    {
        var files = new List<StagedFile>();
        var kept = new List<Task>();
        try
        {
            foreach (var select in selects)
            {
                var written = await WriteAsync(select, target, cancellationToken).ConfigureAwait(false);
                files.AddRange(written);
                kept.Add(KeepAsync(written, target, cancellationToken));
            }
        }
        finally
        {
            await Task.WhenAll(kept).ConfigureAwait(false);
        }
        return files;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_catalog is not null)
        {
            Run($"use memory; detach {_catalog}");
        }
        _connection.Dispose();
        if (_catalog is null)
        {
            _copies?.Dispose();
        }
    }

    /// <summary>The local path by which queries know a file of a table.</summary>
    internal string Locate(DeltaTable table, string path) =>
        _copies is null ? table.Locate(path) : _copies.PathOf(ObjectPath(table.Path, path));

    private string RootOf(StageTarget target) =>
        (_copies?.PathOf(target.TablePath) ?? _storage.Locate(target.TablePath)).Replace('\\', '/');

    private async Task<IReadOnlyList<StagedFile>> WriteAsync(
        string select, StageTarget target, CancellationToken cancellationToken)
    {
        var root = RootOf(target);
        var partition = target.SinglePartition is { } single ? PartitionPath.For(target.PartitionColumns, single) : "";
        var folder = string.Join('/', new[] { root, target.Folder, partition }.Where(part => part.Length > 0));
        Directory.CreateDirectory(folder);
        var staged = await QueryAsync(
            CopyStatement.Of(select, folder, target), r => CopyResult.Read(r, root, target), cancellationToken)
            .ConfigureAwait(false);
        foreach (var empty in staged.Where(file => file.Rows == 0))
        {
            File.Delete($"{root}/{empty.Path}");
        }
        return [.. staged.Where(file => file.Rows > 0)];
    }

    private async Task KeepAsync(
        IReadOnlyList<StagedFile> files, StageTarget target, CancellationToken cancellationToken)
    {
        if (_copies is null)
        {
            var root = RootOf(target);
            await Task.Run(() => Durability.Flush(files.Select(file => $"{root}/{file.Path}"), root), CancellationToken.None)
                .ConfigureAwait(false);
            return;
        }
        foreach (var file in files)
        {
            await _copies.StoreAsync(ObjectPath(target.TablePath, file.Path), cancellationToken).ConfigureAwait(false);
        }
    }

    private void Ensure(string name, Func<DuckDBScalarFunction> function)
    {
        lock (_functions)
        {
            if (_functions.Add(name))
            {
                _connection.RegisterScalarFunction(function());
            }
        }
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task FetchAsync(DeltaTable table, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        if (_copies is null)
        {
            return;
        }
        foreach (var path in paths)
        {
            if (table.Locate(path) == path)
            {
                throw new EngineException(
                    ErrorCodes.NotOnLocalDisk,
                    $"a data file of {table.Path} has an absolute address, and DuckDB opens none but files on a local disk. "
                    + "Copy the table with its files into one folder.");
            }
            await _copies.FetchAsync(ObjectPath(table.Path, path), cancellationToken).ConfigureAwait(false);
        }
    }

    private static string ObjectPath(string table, string path) => table.Length == 0 ? path : $"{table}/{path}";
}
