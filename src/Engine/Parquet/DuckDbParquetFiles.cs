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
    private readonly Lazy<DuckDBConnection> _database = new(() => Open(options));
    private readonly Dictionary<string, JsonRowsFunction> _functions = [];
    private readonly Lazy<LocalCopies?> _copies =
        new(() => LocalCopies.AreNeededFor(storage) ? new LocalCopies(storage) : null);
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG01xx: the file is missing or is not readable Parquet.</exception>
    public async IAsyncEnumerable<IRowBatch> ReadAsync(
        string path, IReadOnlyCollection<string> columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var connection = _database.Value.Duplicate();
        var location = _copies.Value is { } copies
            ? await copies.FetchAsync(path, cancellationToken).ConfigureAwait(false)
            : storage.Locate(path);
        var file = $"read_parquet({Sql.File(location)}, hive_partitioning = false)";
        var present = await ColumnsAsync(connection, file, cancellationToken).ConfigureAwait(false);
        var wanted = present.Where(columns.Contains).Select(Sql.Name).ToList();
        if (wanted.Count == 0)
        {
            yield break;
        }

        using var command = connection.CreateCommand();
        command.CommandText = $"select {string.Join(", ", wanted)} from {file}";
        command.UseStreamingMode = true;
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadChunkAsync(cancellationToken).ConfigureAwait(false) is > 0 and var rowCount)
            {
                yield return new ParquetBatch(rowCount, Enumerable.Range(0, reader.FieldCount).ToDictionary(
                    reader.GetName, i => new VectorColumn(reader.GetLogicalType(i), reader.GetVector(i))));
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

    private static async Task<List<string>> ColumnsAsync(
        DuckDBConnection connection, string file, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"select * from {file} limit 0";
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        }
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
