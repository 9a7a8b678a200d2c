using System.Text.Json;
using System.Threading.Channels;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.DuckDb.Functions;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Parquet;

/// <summary>Gives rows that arrive as JSON, in order, on one thread, waiting for those still to come.</summary>
internal sealed class JsonRowScan(
    IReadOnlyList<(string Name, LogicalType Type)> columns, ChannelReader<byte[]> rows) : DuckDBTableScan
{
    private readonly string[] _names = [.. columns.Select(column => column.Name)];

    /// <inheritdoc/>
    public override DuckDBTableWorker CreateWorker() => new Worker(this);

    private int Fill(ChunkWriter output)
    {
        var fillers = columns.Select((column, i) => new VectorFiller(column.Type, output.Column(i))).ToArray();
        var row = 0;
        while (row < ChunkWriter.Capacity && Next() is { } text)
        {
            var json = new Utf8JsonReader(text);
            JsonValueWriter.WriteRow(fillers, _names, row++, ref json);
        }

        return row;
    }

    // DuckDB's callback is synchronous, and the query has its thread to itself.
    private byte[]? Next()
    {
        byte[]? text;
        while (!rows.TryRead(out text) && rows.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
        }

        return text;
    }

    private sealed class Worker(JsonRowScan scan) : DuckDBTableWorker
    {
        public override int Fill(ChunkWriter output) => scan.Fill(output);
    }
}
