using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Scans;

/// <summary>
/// SQL for the ids and commit versions of rows: those that their file holds, else those that the log gives the file
/// (protocol, "Reader Requirements for Row Tracking").
/// </summary>
/// <param name="tracking">The columns that files hold; none where rows are not tracked.</param>
/// <param name="stored">The other columns of files.</param>
internal sealed class TrackedRows(IReadOnlyList<StructField> tracking, StructType stored)
{
    private readonly string _firstId = stored.FreeName("_file_first_row_id");
    private readonly string _version = stored.FreeName("_file_commit_version");

    /// <summary>Whether rows are tracked.</summary>
    public bool Any => tracking.Count > 0;

    /// <summary>The columns whose values come from the log.</summary>
    public IReadOnlyList<string> FromLog => Any ? [_firstId, _version] : [];

    /// <summary>The columns that are read.</summary>
    public IReadOnlyList<StructField> Columns => [.. tracking, .. FromLog.Select(name => new StructField(name, PrimitiveType.Long))];

    /// <summary>The values of a file from the log.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Values(AddFile file) =>
        Any ? [new(_firstId, Text(file.BaseRowId)), new(_version, Text(file.DefaultRowCommitVersion))] : [];

    /// <summary>The ids and commit versions.</summary>
    /// <param name="row">The column with the row's position in its file.</param>
    public IEnumerable<string> Select(string row) => tracking is [var id, var version]
        ? [Either(id, $"{_firstId} + {row}"), Either(version, _version)]
        : [];

    private static string Either(StructField column, string otherwise) =>
        $"coalesce({Sql.Name(column.Name)}, {otherwise}) as {Sql.Name(column.Name)}";

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
