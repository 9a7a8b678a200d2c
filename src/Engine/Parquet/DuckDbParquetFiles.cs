using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Vectors;
using Lakehouse.Engine.Storage;

namespace Lakehouse.Engine.Parquet;

/// <summary>
/// Parquet files through a DuckDB of its own that is opened when first needed. Files that are not on a local disk are copied
/// to and from a temporary folder.
/// </summary>
/// <param name="storage">Where the files are.</param>
/// <param name="options">Limits of that DuckDB.</param>
public sealed class DuckDbParquetFiles(IStorage storage, DuckDbEngineOptions options) : IParquetFiles, IDisposable
{
    // Enough for the threads of the query not to wait for the reader of its rows; more only needs more memory.
    private const string StreamingBuffer = "16MB";

    private readonly Lazy<DuckDBConnection> _database = new(() => Open(options));
    private readonly Dictionary<string, JsonRowsFunction> _functions = [];
    private readonly Lazy<LocalCopies?> _copies =
        new(() => LocalCopies.AreNeededFor(storage) ? new LocalCopies(storage) : null);
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG01xx: the file is missing or is not readable Parquet.</exception>
    public async IAsyncEnumerable<IRowBatch> ReadAsync(
        string path, IReadOnlyList<LogColumn> columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = _database.Value.Duplicate();
        var location = _copies.Value is { } copies
            ? await copies.FetchAsync(path, cancellationToken).ConfigureAwait(false)
            : storage.Locate(path);
        var file = $"read_parquet({Sql.File(location)}, hive_partitioning = false, file_row_number = true)";
        var found = await FindAsync(connection, location, columns, cancellationToken).ConfigureAwait(false);
        foreach (var together in ColumnChunks.Together(found))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"select {ColumnChunks.ValuesOf(together)} from {file} {ColumnChunks.RowsOf(together)}";
            command.UseStreamingMode = true;
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                // In this thread: to hand each chunk from one to another takes as long as to read it.
                while (reader.ReadChunk(cancellationToken) is > 0 and var rowCount)
                {
                    yield return new ParquetBatch(rowCount, together.Select((chunks, i) => KeyValuePair.Create<string, IColumn>(
                        chunks.Column, new VectorColumn(reader.GetLogicalType(i), reader.GetVector(i)))).ToDictionary());
                }
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG01xx: a row does not fit the schema, or the file cannot be written.</exception>
    public async Task WriteAsync(
        string path,
        StructType schema,
        IAsyncEnumerable<ReadOnlyMemory<byte>> rowsAsJson,
        CancellationToken cancellationToken)
    {
        var copies = _copies.Value;
        var target = copies?.PathOf(path) ?? storage.Locate(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var rows = Channel.CreateBounded<byte[]>(
            new BoundedChannelOptions(2 * ChunkWriter.Capacity) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = PumpAsync(rowsAsJson, rows.Writer, stop.Token);
        try
        {
            // On a thread of its own: while it waits for rows, the source needs those of the pool.
            await Task.Factory.StartNew(
                () => Copy(FunctionFor(schema).Prepare(rows.Reader), target, stop.Token),
                stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            if (copies is null)
            {
                Durability.Flush([target], storage.Locate(""));
            }
            else
            {
                await copies.StoreAsync(path, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(pump).ConfigureAwait(false);
            File.Delete(target);
            if (pump.IsFaulted)
            {
                await pump.ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_database.IsValueCreated)
        {
            _database.Value.Dispose();
        }
        if (_copies.IsValueCreated)
        {
            _copies.Value?.Dispose();
        }
    }

    private static DuckDBConnection Open(DuckDbEngineOptions options)
    {
        options.MakeSpillParent();
        var connection = new DuckDBConnection(new DuckDBOptions
        {
            MemoryLimit = options.MemoryLimit,
            Threads = options.Threads,
            TempDirectory = options.SpillDirectory,
        });
        connection.Open();
        return connection;
    }

    /// <summary>Where the values of some columns stand, as the footer tells.</summary>
    private static async Task<List<ColumnChunks>> FindAsync(
        DuckDBConnection connection, string location, IReadOnlyList<LogColumn> columns, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            set streaming_buffer_size = '{StreamingBuffer}';
            select path_in_schema, row_group_num_rows, num_values - stats_null_count
            from parquet_metadata({Sql.File(location)})
            """;
        var found = columns.ToDictionary(column => column.Name, column => new ColumnChunks(column));
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var path = reader.GetString(0).Split(", ");
                found.GetValueOrDefault(path[0])?.Add(path.AsSpan(1), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetInt64(2));
            }
        }

        return [.. found.Values.Where(chunks => chunks.Used > 0)];
    }

    private static async Task PumpAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> source, ChannelWriter<byte[]> target, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var row in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await target.WriteAsync(row.ToArray(), cancellationToken).ConfigureAwait(false);
            }

            target.Complete();
        }
        catch (Exception error)
        {
            target.Complete(error);
            throw;
        }
    }

    private void Copy(string rows, string target, CancellationToken cancellationToken)
    {
        using var connection = _database.Value.Duplicate();
        using var command = connection.CreateCommand();
        command.CommandText = $"copy (select * from {rows}) to {Sql.Text(target)} (format parquet, use_tmp_file false)";
        command.ExecuteNonQuery(cancellationToken);
    }

    private JsonRowsFunction FunctionFor(StructType schema)
    {
        var row = DuckDbTypes.ToLogicalType(schema);
        var key = row.ToString();
        lock (_lock)
        {
            return _functions.TryGetValue(key, out var function)
                ? function
                : _functions[key] = JsonRowsFunction.Register(_database.Value, $"json_rows_{_functions.Count}", row);
        }
    }
}
