using System.Collections.Concurrent;
using System.Globalization;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;

namespace Lakehouse.Engine.Lines;

/// <summary>
/// The SQL table function <c>landing_lines(batch)</c>: the records of a batch of files with <c>landing_path</c>,
/// <c>landing_position</c> (from 0), <c>payload</c> (null when the bytes are not valid UTF-8), <c>payload_bytes</c> (only
/// then) and <c>source_time</c> (when the file was last written). Order is not kept, positions tell it.
/// </summary>
/// <remarks>
/// A line ends with LF; a CR before it belongs to the end; every other byte is payload. A file that turns out to be
/// damaged or still written ends the query with an error, and its result says why: nothing of it may be used.
/// </remarks>
public sealed class LandingLinesFunction
{
    /// <summary>Name of the function in SQL.</summary>
    public const string Name = "landing_lines";

    private readonly ConcurrentDictionary<long, LineBatch> _batches = new();
    private readonly int _threads;
    private readonly EngineActivity? _activity;
    private long _lastBatch;

    private LandingLinesFunction(int threads, EngineActivity? activity) => (_threads, _activity) = (threads, activity);

    /// <summary>Makes the function known to a database.</summary>
    /// <param name="connection">A connection to the database.</param>
    /// <param name="threads">Threads that may read at the same time.</param>
    /// <param name="activity">Where bytes are counted, if anywhere.</param>
    public static LandingLinesFunction Register(
        DuckDBConnection connection, int threads, EngineActivity? activity = null)
    {
        var function = new LandingLinesFunction(threads, activity);
        connection.RegisterTableFunction(new DuckDBTableFunction(
            Name,
            [
                ("landing_path", LogicalType.Varchar), ("landing_position", LogicalType.BigInt),
                ("payload", LogicalType.Varchar), ("payload_bytes", LogicalType.Blob),
                ("source_time", LogicalType.TimestampTz),
            ],
            function.Open)
        {
            Parameters = [LogicalType.BigInt],
        });
        return function;
    }

    /// <summary>Prepares files to be read by <c>landing_lines(id)</c>, once.</summary>
    /// <returns>The id, and what is known of each file when the query has ended.</returns>
    public (long Id, Func<IReadOnlyList<LandingFileResult>> Results) Prepare(IReadOnlyList<LandingFile> files)
    {
        var id = Interlocked.Increment(ref _lastBatch);
        var batch = new LineBatch(files, _activity);
        _batches[id] = batch;
        return (id, batch.Results);
    }

    private LineScan Open(IReadOnlyList<string?> arguments)
    {
        var id = long.Parse(arguments[0] ?? "0", CultureInfo.InvariantCulture);
        return _batches.TryRemove(id, out var batch)
            ? new LineScan(batch, _threads)
            : throw new InvalidOperationException($"Batch {id} of landing files was read before or never prepared.");
    }
}
