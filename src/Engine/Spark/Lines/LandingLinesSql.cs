using System.Text.Json;
using Lakehouse.Engine.Spark.Files;

namespace Lakehouse.Engine.Spark.Lines;

/// <summary>The query over what Spark's text reader gives.</summary>
internal static class LandingLinesSql
{
    /// <summary>The lines as read, with their split and their number in it.</summary>
    public static readonly string[] Columns =
    [
        "value AS line", "_metadata.file_path AS file", "_metadata.file_block_start AS start",
        "monotonically_increasing_id() & 8589934591 AS nth",
    ];

    /// <summary>The records of a group of files.</summary>
    /// <param name="view">A view of <see cref="Columns"/>.</param>
    /// <param name="counts">Its files.</param>
    /// <param name="splitBytes">Length of a split.</param>
    public static string Select(string view, IReadOnlyList<LineCount> counts, long splitBytes) => $"""
        SELECT path AS landing_path, position AS landing_position,
          CASE WHEN is_valid_utf8(text) THEN text END AS payload,
          CASE WHEN NOT is_valid_utf8(text) THEN CAST(text AS BINARY) END AS payload_bytes,
          timestamp_micros(written) AS source_time
        FROM (
          SELECT path, position, written, CASE WHEN marked AND position = 0
            THEN CAST(concat(X'EFBBBF', CAST(body AS BINARY)) AS STRING) ELSE body END AS text
          FROM (
            SELECT path, position, written, marked, CASE WHEN endswith(line, char(13)) AND position <> open
              THEN CAST(substring(CAST(line AS BINARY), 1, octet_length(line) - 1) AS STRING) ELSE line END AS body
            FROM (
              SELECT /*+ BROADCAST(splits) */ line, path, written, marked, open, CASE WHEN nth < lines THEN first + nth
                ELSE raise_error(concat('line ', nth, ' of the split at ', l.start, ' of ', l.file, ' was not counted')) END AS position
              FROM (SELECT /*+ COALESCE({TaskGroup.Tasks(counts.Select(count => count.File), splitBytes)}) */ * FROM {view}) l
              LEFT JOIN {Splits(counts, splitBytes)} splits ON l.file = splits.file AND l.start = splits.start)))
        """;

    /// <summary>The records of files that are a byte-order mark each.</summary>
    public static string OnlyMarks(IReadOnlyList<LineCount> counts) => $"""
        SELECT path AS landing_path, first AS landing_position, CAST(X'EFBBBF' AS STRING) AS payload,
          CAST(NULL AS BINARY) AS payload_bytes, timestamp_micros(written) AS source_time
        FROM {Splits(counts, splitBytes: 1)}
        """;

    private static string Splits(IReadOnlyList<LineCount> counts, long splitBytes)
    {
        var rows = JsonSerializer.Serialize(counts.SelectMany(count => count.Splits(splitBytes).Select(split => new
        {
            file = HadoopPath.Told(count.File.Location),
            start = split.Start,
            first = split.FirstLine,
            lines = split.Lines,
            path = count.File.Path,
            written = (count.File.LastModified.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
            marked = count.BeginsWithMark,
            open = count.EndsOpen ? count.Result.Lines - 1 : -1,
        })));
        return $"(SELECT inline(from_json({SparkSql.Text(rows)}, 'array<struct<file: string, start: bigint, first: bigint, "
            + "lines: bigint, path: string, written: bigint, marked: boolean, open: bigint>>')))";
    }
}
