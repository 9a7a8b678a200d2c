using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;

namespace Lakehouse.Engine.Parquet;

/// <summary>A table function that gives rows of one schema while they arrive as JSON.</summary>
internal sealed class JsonRowsFunction
{
    private readonly ConcurrentDictionary<long, ChannelReader<byte[]>> _sources = new();
    private readonly IReadOnlyList<(string Name, LogicalType Type)> _columns;
    private readonly string _name;
    private long _last;

    private JsonRowsFunction(string name, IReadOnlyList<(string Name, LogicalType Type)> columns)
    {
        _name = name;
        _columns = columns;
    }

    /// <summary>Makes the function known to a database.</summary>
    internal static JsonRowsFunction Register(DuckDBConnection connection, string name, LogicalType row)
    {
        var function = new JsonRowsFunction(name, [.. row.Names.Zip(row.Children)]);
        connection.RegisterTableFunction(new DuckDBTableFunction(name, function._columns, function.Open)
        {
            Parameters = [LogicalType.BigInt],
        });
        return function;
    }

    /// <summary>SQL that gives the rows of <paramref name="source"/>, once.</summary>
    internal string Prepare(ChannelReader<byte[]> source)
    {
        var id = Interlocked.Increment(ref _last);
        _sources[id] = source;
        return string.Create(CultureInfo.InvariantCulture, $"{_name}({id})");
    }

    private JsonRowScan Open(IReadOnlyList<string?> arguments) =>
        _sources.TryRemove(long.Parse(arguments[0] ?? "0", CultureInfo.InvariantCulture), out var source)
            ? new JsonRowScan(_columns, source)
            : throw new InvalidOperationException($"The rows {arguments[0]} were read before or never prepared.");
}
