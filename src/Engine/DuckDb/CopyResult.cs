using System.Collections;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Reads what <c>COPY … RETURN_STATS</c> says of the files it wrote.</summary>
internal static class CopyResult
{
    private const string UtcOffset = "+00";

    /// <summary>The file of the current row.</summary>
    /// <param name="reader">A result with filename, count, file_size_bytes, footer_size_bytes, column_statistics, partition_keys.</param>
    /// <param name="root">Location of the table's root.</param>
    /// <param name="target">What was asked for.</param>
    public static StagedFile Read(DuckDBDataReader reader, string root, StageTarget target)
    {
        var location = reader.GetString(0).Replace('\\', '/');
        var values = target.SinglePartition is { } single
            ? target.PartitionColumns.ToDictionary(target.Physical, column => single[column])
            : PartitionValues(reader, target);
        return new StagedFile(
            location[(root.Length + 1)..], values, reader.GetInt64(2), reader.GetInt64(1), Columns(reader));
    }

    private static Dictionary<string, string?> PartitionValues(DuckDBDataReader reader, StageTarget target)
    {
        var keys = reader.IsDBNull(5) ? null : (IDictionary)reader.GetValue(5);
        return target.PartitionColumns.ToDictionary(
            target.Physical, column => keys?[target.Physical(column)] is string { Length: > 0 } text ? Encoded(text, column, target) : null);
    }

    // The log writes instants of UTC without a zone, or with a Z (protocol, "Partition Value Serialization").
    private static string Encoded(string text, string column, StageTarget target) =>
        target.Schema.Fields.Any(field => field.Name == column && field.Type == PrimitiveType.Timestamp)
        && text.EndsWith(UtcOffset, StringComparison.Ordinal)
            ? text[..^UtcOffset.Length]
            : text;

    private static List<ColumnStatistics> Columns(DuckDBDataReader reader)
    {
        var columns = new List<ColumnStatistics>();
        foreach (DictionaryEntry column in (IDictionary)reader.GetValue(4))
        {
            var facts = (IDictionary)column.Value!;
            // Bounds leave NaN out, but readers order it, and not all at the same end.
            var isBounded = facts["has_nan"] is not "true";
            columns.Add(new ColumnStatistics(
                Path((string)column.Key),
                isBounded ? facts["min"] as string : null,
                isBounded ? facts["max"] as string : null,
                facts["null_count"] is string nulls ? long.Parse(nulls) : null));
        }
        return columns;
    }

    // "a"."b" with doubled quotes inside a name.
    private static List<string> Path(string text)
    {
        var names = new List<string>();
        for (var at = 0; at < text.Length; at++)
        {
            var end = at + 1;
            while (text[end] != '"' || (end + 1 < text.Length && text[end + 1] == '"'))
            {
                end += text[end] == '"' ? 2 : 1;
            }
            names.Add(text[(at + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal));
            at = end + 1;
        }
        return names;
    }
}
