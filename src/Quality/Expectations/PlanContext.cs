using System.Globalization;
using System.Text.Json;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Expectations;

/// <summary>What an expectation is planned with: its arguments, the table's columns, and the scan that all share.</summary>
internal sealed class PlanContext(Expectation expectation, CheckedRelation table, Scan scan)
{
    private readonly JsonElement _kwargs = expectation.Kwargs;

    public Expectation Expectation => expectation;

    public CheckedRelation Table => table;

    public Scan Scan => scan;

    /// <summary>The condition of rows that are looked at; null for all.</summary>
    public string? Filter { get; } = expectation.RowCondition?.ToSql(table);

    /// <summary>A column by the argument that names it.</summary>
    public TableColumn Column(string argument = "column") => table.Column(Text(argument)!);

    public IReadOnlyList<TableColumn> Columns(string argument = "column_list") => [.. Texts(argument).Select(table.Column)];

    public bool Has(string argument) => Find(argument) is not null;

    public string? Text(string argument) => Find(argument)?.GetString();

    public IReadOnlyList<string> Texts(string argument) => [.. Values(argument).Select(value => value.GetString()!)];

    public double? Number(string argument) => Find(argument)?.GetDouble();

    /// <summary>A count; suites may write it as a number with a fraction of 0.</summary>
    public long? Count(string argument) => Find(argument) is { } value ? (long)value.GetDouble() : null;

    public bool Flag(string argument, bool otherwise = false) => Find(argument)?.GetBoolean() ?? otherwise;

    public IReadOnlyList<JsonElement> Values(string argument) => Find(argument) is { } list ? [.. list.EnumerateArray()] : [];

    public JsonElement? Find(string argument) =>
        _kwargs.TryGetProperty(argument, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The values of a column in the rows that are looked at; null in the others.</summary>
    public string Scoped(TableColumn column) => Filter is null ? column.Sql : $"CASE WHEN {Filter} THEN {column.Sql} END";

    /// <summary>Counts the rows that are looked at, or those of them for which a condition is true.</summary>
    public int CountRows(string? condition = null) => SqlOf(condition) is var sql && Filter is null && condition is null ? scan.AddOfFooter(sql) : scan.Add(sql);

    /// <summary>
    /// Counts the rows that are looked at and have no value in a column. Counting those that have one costs next to nothing, a
    /// condition in each row a tenth of a scan.
    /// </summary>
    public int CountNulls(TableColumn column) =>
        Filter is null ? scan.AddOfFooter($"count(*) - count({column.Sql})") : CountRows($"{column.Sql} IS NULL");

    private string SqlOf(string? condition) => (Filter, condition) switch
    {
        (null, null) => "count(*)",
        _ => $"count(CASE WHEN {Both(Filter, condition)} THEN 1 END)",
    };

    /// <summary>Both of two conditions, of which either may be missing.</summary>
    public static string Both(string? first, string? second) =>
        string.Join(" AND ", new[] { first, second }.OfType<string>().Select(c => $"({c})"));

    /// <summary>A value that can stand in an expression over a column; null when no value of the column can equal it.</summary>
    public static string? Literal(TableColumn column, JsonElement value) => (column.Kind, value.ValueKind) switch
    {
        (ColumnKind.Number, JsonValueKind.Number) => Number(column, value),
        (ColumnKind.Boolean, JsonValueKind.True) => "TRUE",
        (ColumnKind.Boolean, JsonValueKind.False) => "FALSE",
        (ColumnKind.Text or ColumnKind.Other, JsonValueKind.String) => Dialect.DuckDb.Quote(value.GetString()!),
        (ColumnKind.Date, JsonValueKind.String) => DateLiteral(value.GetString()!, "DATE"),
        (ColumnKind.Timestamp, JsonValueKind.String) => DateLiteral(value.GetString()!, column.Type),
        _ => null,
    };

    private static string Number(TableColumn column, JsonElement value)
    {
        var text = value.GetRawText();
        return column.IsFloating || text.AsSpan().ContainsAny('e', 'E') || text.Length > 36
            ? $"CAST({Dialect.DuckDb.Quote(text)} AS DOUBLE)"
            : text;
    }

    // What is not a time equals none; the engine would fail on it.
    private static string? DateLiteral(string text, string type) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? $"CAST({Dialect.DuckDb.Quote(Exact(time, type))} AS {type})"
            : null;

    private static string Exact(DateTimeOffset time, string type) => type == "DATE" && time.TimeOfDay == TimeSpan.Zero
        ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)
            + (type.EndsWith("ZONE", StringComparison.Ordinal) ? "+00" : "");
}
