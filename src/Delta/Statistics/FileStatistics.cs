using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Statistics;

/// <summary>The statistics of a data file (protocol, "Per-file Statistics").</summary>
public static class FileStatistics
{
    private const string TightBounds = "tightBounds";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes the statistics for an <see cref="Actions.AddFile"/>. Bounds that cannot be stated safely are left out;
    /// strings are cut and timestamps truncated as readers expect.
    /// </summary>
    /// <param name="schema">The table's schema.</param>
    /// <param name="partitionColumns">Columns that the files do not hold.</param>
    /// <param name="rows">Number of rows in the file.</param>
    /// <param name="columns">What is known of the leaf columns, in any order.</param>
    /// <param name="indexed">Which leaf columns to describe; by default the first 32.</param>
    public static string ToJson(
        StructType schema,
        IReadOnlySet<string> partitionColumns,
        long rows,
        IEnumerable<ColumnStatistics> columns,
        IndexedColumns? indexed = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(partitionColumns);
        ArgumentNullException.ThrowIfNull(columns);
        var known = columns.ToDictionary(column => string.Join('\0', column.Path));
        var stored = schema.Fields.Where(field => !partitionColumns.Contains(field.Name));
        indexed ??= IndexedColumns.Default;
        var budget = indexed.Count < 0 ? int.MaxValue : indexed.Count;
        var nodes = StatisticsNode.Collect(stored, "", known, indexed, ref budget);

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("numRecords", rows);
            StatisticsNode.Write(json, "minValues", nodes, node => node.Min);
            StatisticsNode.Write(json, "maxValues", nodes, node => node.Max);
            StatisticsNode.Write(json, "nullCount", nodes, node => node.NullCount);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The statistics of a file of which rows are deleted: its bounds hold, but rows need not reach them.</summary>
    internal static string WithWideBounds(string statsJson)
    {
        using var statistics = JsonDocument.Parse(statsJson);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            foreach (var member in statistics.RootElement.EnumerateObject().Where(member => member.Name != TightBounds))
                member.WriteTo(json);
            json.WriteBoolean(TightBounds, false);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The number of rows that statistics state; null when there are none or they do not say.</summary>
    public static long? ReadNumRecords(string? statsJson)
    {
        using var statistics = FileStatisticsDocument.TryParse(statsJson);
        return statistics?.RowCount;
    }
}
