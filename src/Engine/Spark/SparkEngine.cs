using System.Globalization;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.Lines;
using Lakehouse.Engine.Spark.Files;
using Lakehouse.Engine.Spark.Lines;
using Lakehouse.Engine.Storage;

namespace Lakehouse.Engine.Spark;

/// <summary>
/// A Spark server that computes the rows of tables. It reads and writes the same files as this process: tables lie on a disk
/// that both see under the same paths. Its session has names and settings of its own.
/// </summary>
public sealed class SparkEngine : IEngine, IProgress<SparkProgress>, IAsyncDisposable, IDisposable
{
    private const string ScratchFolder = "_scratch";
    private const int FirstMajor = 4;

    /// <summary>As long as vacuum keeps files that no commit names: no run takes longer.</summary>
    private static readonly TimeSpan ScratchKept = TimeSpan.FromDays(7);

    private static readonly Dictionary<string, string> Settings = new()
    {
        // Tables hold instants as 64-bit microseconds.
        ["spark.sql.parquet.outputTimestampType"] = "TIMESTAMP_MICROS",
        // A task writes the files of so many partitions side by side; with more it sorts its rows first.
        ["spark.sql.maxConcurrentOutputFileWriters"] = "64",
        // Files are named one by one; thousands of tasks to look at some hundred would take longer than the query.
        ["spark.sql.sources.parallelPartitionDiscovery.parallelism"] = "16",
    };

    private readonly IStorage _storage;
    private readonly SparkEngineOptions _options;
    private readonly string _scratch;
    private readonly Dictionary<string, string> _kept = [];
    private SparkSession? _session;
    private int _names;

    /// <summary>Makes an engine; the server is asked when it is first needed.</summary>
    /// <param name="storage">Where tables live: a local disk.</param>
    /// <param name="options">The server.</param>
    /// <exception cref="EngineException">ENG0301: the connection string is wrong, or names a session.</exception>
    public SparkEngine(IStorage storage, SparkEngineOptions options)
    {
        if (SparkConnection.Parse(options.Remote).SessionId is not null)
        {
            throw new EngineException(
                ErrorCodes.ConnectionInvalid, "a run has a session of its own, with names that no other may use. Leave session_id out.");
        }
        _storage = storage;
        _options = options;
        _scratch = $"{ScratchFolder}/{options.NewId():N}";
    }

    /// <inheritdoc/>
    public string Name => "spark";

    /// <inheritdoc/>
    public EngineActivity Activity { get; } = new();

    /// <summary>How far the server is with the statement that runs; null before the first.</summary>
    public SparkProgress? Progress { get; private set; }

    /// <inheritdoc/>
    public string TypeName(DataType type) => SparkSql.Type(type);

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => SessionAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken) =>
        await (await SessionAsync(cancellationToken).ConfigureAwait(false)).SqlAsync(sql, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<IRow, T> map, CancellationToken cancellationToken)
    {
        var query = (await SessionAsync(cancellationToken).ConfigureAwait(false)).Query(sql);
        var rows = new List<T>();
        await foreach (var row in query.ToLocalIteratorAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(map(row));
        }
        return rows;
    }

    /// <inheritdoc/>
    public async Task KeepAsync(string name, string select, CancellationToken cancellationToken)
    {
        var folder = await WriteScratchAsync(select, cancellationToken).ConfigureAwait(false);
        var view = await ReadScratchAsync(folder, cancellationToken).ConfigureAwait(false);
        await KeepSmallAsync(name, $"SELECT * FROM {view}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Computes a query once and writes its rows as Parquet files, which live as long as any rows are kept.</summary>
    /// <returns>Their folder.</returns>
    /// <exception cref="SparkException">Spark failed.</exception>
    public async Task<string> WriteScratchAsync(string select, CancellationToken cancellationToken)
    {
        var folder = ScratchFolderOf(_names++);
        await WriteAsync(await SessionAsync(cancellationToken).ConfigureAwait(false), select, folder, [], cancellationToken)
            .ConfigureAwait(false);
        return folder;
    }

    /// <summary>A folder beside these, empty, for Parquet files that this process writes.</summary>
    public string NewScratch() => Directory.CreateDirectory(ScratchFolderOf(_names++)).FullName;

    /// <summary>The Parquet files of such a folder.</summary>
    public static IReadOnlyList<string> ScratchFiles(string folder) => Directory.GetFiles(folder, "*.parquet");

    /// <summary>The rows of such a folder's files, as a view.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="SparkException">Spark failed.</exception>
    public Task<string> ReadScratchAsync(string folder, CancellationToken cancellationToken) => ViewAsync([folder], null, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A view: also for rows of files that <see cref="WriteScratchAsync"/> wrote.</remarks>
    public async Task KeepSmallAsync(string name, string select, CancellationToken cancellationToken)
    {
        var session = await SessionAsync(cancellationToken).ConfigureAwait(false);
        await session.SqlAsync($"CREATE OR REPLACE TEMPORARY VIEW {SparkSql.Name(name)} AS {select}", cancellationToken)
            .ConfigureAwait(false);
        _kept[name] = select;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string name, string column, string values, CancellationToken cancellationToken)
    {
        var rest = $"SELECT * FROM ({_kept[name]}) ANTI JOIN ({values}) USING ({SparkSql.Name(column)})";
        await KeepSmallAsync(name, rest, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task SetAsync(string name, string key, string column, string values, CancellationToken cancellationToken)
    {
        var (joined, set) = (SparkSql.Name(key), SparkSql.Name(column));
        var changed = $"SELECT k.* EXCEPT ({set}), coalesce(v.{set}, k.{set}) AS {set} "
            + $"FROM ({_kept[name]}) AS k LEFT JOIN ({values}) AS v ON v.{joined} = k.{joined}";
        await KeepSmallAsync(name, changed, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>The names stay in the session, over files that are gone: the server may be gone too by now.</remarks>
    public Task ForgetAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            _kept.Remove(name);
        }
        if (_kept.Count == 0)
        {
            Remove(_scratch);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ILandingLines> PrepareLinesAsync(IReadOnlyList<LandingFile> files, CancellationToken cancellationToken) =>
        await SparkLandingLines.PrepareAsync(
            await SessionAsync(cancellationToken).ConfigureAwait(false), files, Activity, cancellationToken: cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    /// <remarks>A whole version is read through Delta; files that were named one by one are read as Parquet.</remarks>
    public async Task<string> RelationAsync(TableRows rows, CancellationToken cancellationToken)
    {
        if (rows.Files.Count == 0)
        {
            return FileRelation.Empty(rows);
        }
        if (rows is { Version: { } version, FileColumn: null })
        {
            var columns = string.Join(", ", rows.Schema.Fields.Select(field => SparkSql.Name(field.Name)));
            return $"(SELECT {columns} FROM delta.{SparkSql.Name(HadoopPath.Of(_storage.Locate(rows.TablePath)))} VERSION AS OF {version})";
        }
        var stored = rows.Schema.Fields.Where(field => !rows.PartitionColumns.Contains(field.Name));
        var view = await ViewAsync([.. rows.Files.Select(file => file.Location)], stored, cancellationToken).ConfigureAwait(false);
        return FileRelation.Of(rows, view);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StagedFile>> StageAsync(
        string select, StageTarget target, CancellationToken cancellationToken)
    {
        if (target is not { Folder: "", FileBytes: null, Mapping: ColumnMappingMode.None })
        {
            throw new ArgumentException("Spark writes files of its own size, by the names of the schema.", nameof(target));
        }
        var session = await SessionAsync(cancellationToken).ConfigureAwait(false);
        var folder = $"spark-{_options.NewId():N}";
        var staged = $"{target.TablePath}/{folder}";
        var single = target.SinglePartition is { } values ? PartitionPath.For(target.PartitionColumns, values) : null;
        try
        {
            var columns = target.Schema.Fields.Where(field => target.SinglePartition?.ContainsKey(field.Name) != true)
                .Select(field => Value(field, target));
            await WriteAsync(
                session, $"SELECT {string.Join(", ", columns)} FROM ({select})",
                _storage.Locate(single is null ? staged : $"{staged}/{single}"),
                single is null ? target.PartitionColumns : [], cancellationToken).ConfigureAwait(false);
            return await ListAsync(target, folder, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Remove(staged);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Remove(_scratch);
        if (_session is not null)
        {
            await _session.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    void IProgress<SparkProgress>.Report(SparkProgress value) => Progress = value;

    // An empty text has no place in the log: it is null there (protocol, "Partition Value Serialization").
    private static string Value(StructField field, StageTarget target)
    {
        var value = $"CAST({SparkSql.Name(field.Name)} AS {SparkSql.Type(field.Type)})";
        return (field.Type == PrimitiveType.String && target.PartitionColumns.Contains(field.Name) ? $"nullif({value}, '')" : value)
            + $" AS {SparkSql.Name(field.Name)}";
    }

    private async Task<SparkSession> SessionAsync(CancellationToken cancellationToken)
    {
        if (_session is null)
        {
            var builder = SparkSession.Builder(_options.Clock, _options.NewId).Remote(_options.Remote)
                .Retry(_options.Retry).Progress(this);
            foreach (var (name, value) in Settings.Concat(_options.Settings))
            {
                builder.Config(name, value);
            }
            builder.With(builder.Options with { HttpHandler = _options.HttpHandler });
            var session = await builder.GetOrCreateAsync(cancellationToken).ConfigureAwait(false);
            if (!int.TryParse(session.Version.Split('.')[0], CultureInfo.InvariantCulture, out var major) || major < FirstMajor)
            {
                await session.DisposeAsync().ConfigureAwait(false);
                throw new EngineException(
                    ErrorCodes.SparkVersion,
                    $"the server at {SparkConnection.Parse(_options.Remote)} is Spark {session.Version}, and runs need Spark {FirstMajor} or later: "
                    + "older ones have no VARIANT to judge records with. Name another server, or run with --engine duckdb.");
            }
            _session = session;
            await RemoveLeftoversAsync(cancellationToken).ConfigureAwait(false);
        }
        return _session;
    }

    // Of runs whose process and server both died. The folders of runs that go on are young.
    private async Task RemoveLeftoversAsync(CancellationToken cancellationToken)
    {
        var newest = new Dictionary<string, DateTimeOffset>();
        await foreach (var file in _storage.ListAsync(ScratchFolder, null, recursive: true, cancellationToken).ConfigureAwait(false))
        {
            var folder = string.Join('/', file.Path.Split('/').Take(2));
            // A file that goes while it is listed has no time, and someone who works on it.
            var written = file.LastModified > DateTimeOffset.UnixEpoch ? file.LastModified : DateTimeOffset.MaxValue;
            newest[folder] = newest.TryGetValue(folder, out var before) && before > written ? before : written;
        }
        var cutoff = _options.Clock.GetUtcNow() - ScratchKept;
        foreach (var (folder, _) in newest.Where(folder => folder.Value < cutoff))
        {
            Remove(folder);
        }
    }

    private static Task WriteAsync(
        SparkSession session, string select, string folder, IReadOnlyList<string> partitionColumns, CancellationToken cancellationToken) =>
        session.Query(select).Write().Format("parquet").Mode(SaveMode.ErrorIfExists)
            .Option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
            // Without a checksum file beside each, for which Hadoop starts a program to set its permissions.
            .Option("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem").Option("fs.file.impl.disable.cache", "true")
            .PartitionBy([.. partitionColumns])
            .SaveAsync(HadoopPath.Of(folder), cancellationToken);

    // Columns that nobody names are those that the files have.
    private async Task<string> ViewAsync(
        IReadOnlyList<string> paths, IEnumerable<StructField>? stored, CancellationToken cancellationToken)
    {
        var session = await SessionAsync(cancellationToken).ConfigureAwait(false);
        var name = $"_files_{_names++}";
        var reader = session.Read().Format("parquet").Option("recursiveFileLookup", "true");
        if (stored is not null)
        {
            reader.Schema(SparkSql.Columns(stored));
        }
        var rows = reader.Load([.. paths.Select(HadoopPath.ForReading)]);
        await (stored is null ? rows : rows.SelectExpr("*", $"_metadata.file_path AS {FileRelation.Told}"))
            .CreateOrReplaceTempViewAsync(name, cancellationToken).ConfigureAwait(false);
        return name;
    }

    private async Task<IReadOnlyList<StagedFile>> ListAsync(
        StageTarget target, string folder, CancellationToken cancellationToken)
    {
        var root = $"{target.TablePath}/{folder}/";
        var sizes = new Dictionary<string, long>();
        await foreach (var file in _storage.ListAsync(root[..^1], null, recursive: true, cancellationToken).ConfigureAwait(false))
        {
            sizes[file.Path[root.Length..]] = file.SizeBytes;
        }
        var locations = sizes.Keys.Where(path => path.EndsWith(".parquet", StringComparison.Ordinal))
            .ToDictionary(path => _storage.Locate(root + path));
        var files = new List<StagedFile>();
        if (locations.Count > 0)
        {
            var footers = new ParquetFooters(target.Schema.Fields.Where(field => !target.PartitionColumns.Contains(field.Name)));
            foreach (var (location, (rows, columns)) in await footers.ReadAsync(locations.Keys, cancellationToken).ConfigureAwait(false))
            {
                var path = locations[location];
                var partition = target.SinglePartition?.ToDictionary(pair => pair.Key, pair => pair.Value)
                    ?? PartitionFolders.Values(path, target.PartitionColumns);
                files.Add(new StagedFile($"{folder}/{path}", partition, sizes[path], rows, columns));
            }
        }
        // Files without rows.
        var named = files.Select(file => file.Path[(folder.Length + 1)..]).ToHashSet();
        foreach (var path in sizes.Keys.Where(path => !named.Contains(path)))
        {
            await _storage.DeleteAsync(root + path, cancellationToken).ConfigureAwait(false);
        }
        var table = _storage.Locate(target.TablePath);
        await Task.Run(() => Durability.Flush(files.Select(file => $"{table}/{file.Path}"), table), CancellationToken.None)
            .ConfigureAwait(false);
        return files;
    }

    private string ScratchFolderOf(int number) => _storage.Locate($"{_scratch}/{number}");

    private void Remove(string folder)
    {
        try
        {
            Directory.Delete(_storage.Locate(folder), recursive: true);
        }
        catch (IOException)
        {
            // Not there, or a server out of reach still writes to it: no commit names these files.
        }
    }
}
