using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Scans;

/// <summary>
/// SQL for the ids and commit versions of rows: those that their file holds, else those that the log gives the file
/// (protocol, "Reader Requirements for Row Tracking").
/// </summary>
internal static class TrackedRows
{
    private const string FirstId = "_file_first_row_id";
    private const string Version = "_file_commit_version";

    /// <summary>The columns whose values come from the log.</summary>
    public static IReadOnlyList<string> FromLog { get; } = [FirstId, Version];

    /// <summary>The columns that are read; none where rows are not tracked.</summary>
    /// <param name="tracking">Those that files hold.</param>
    public static IReadOnlyList<StructField> Read(IReadOnlyList<StructField> tracking) =>
        tracking.Count == 0 ? [] : [.. tracking, .. FromLog.Select(name => new StructField(name, PrimitiveType.Long))];

    /// <summary>The values of a file from the log.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Values(AddFile file) =>
        [new(FirstId, Text(file.BaseRowId)), new(Version, Text(file.DefaultRowCommitVersion))];

    /// <summary>The ids and commit versions; none where rows are not tracked.</summary>
    /// <param name="tracking">The columns that files hold.</param>
    /// <param name="row">The column with the row's position in its file.</param>
    public static IEnumerable<string> Select(IReadOnlyList<StructField> tracking, string row) => tracking is [var id, var version]
        ? [Either(id, $"{FirstId} + {row}"), Either(version, Version)]
        : [];

    private static string Either(StructField column, string otherwise) =>
        $"coalesce({Sql.Name(column.Name)}, {otherwise}) as {Sql.Name(column.Name)}";

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
