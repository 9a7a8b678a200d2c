using System.Text.Json;
using System.Text.Json.Nodes;
using Lakehouse.Quality.Expectations;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Profiling;

/// <summary>
/// How a table is profiled: one scan that measures all columns and finds values that may be common, and one that counts
/// these exactly.
/// </summary>
public sealed class ProfilePlan
{
    private const int Candidates = 30;
    private const int TopValues = 10;
    private const int LongestPattern = 60;

    private readonly CheckedRelation _table;
    private readonly Scan _scan = new();
    private readonly int _rows;
    private readonly List<Places> _columns;

    /// <summary>Plans the profile of a table.</summary>
    public ProfilePlan(CheckedRelation table)
    {
        _table = table;
        _rows = _scan.Add("count(*)");
        _columns = table.Columns.Select(Place).ToList();
    }

    /// <summary>The first scan: a select of one row.</summary>
    public string ScanSql => _scan.ToSql(_table);

    /// <summary>The second scan; null when there is nothing to count.</summary>
    /// <param name="scanned">The row of the first.</param>
    public string? CountSql(IReadOnlyList<object?> scanned)
    {
        var counts = _columns.SelectMany(column => Common(column, scanned)).Select(one => one.Count).ToList();
        return counts.Count == 0 ? null : $"SELECT {string.Join(",\n  ", counts)}\nFROM {_table.With([])}";
    }

    /// <summary>The columns' profiles.</summary>
    /// <param name="scanned">The row of the first scan.</param>
    /// <param name="counted">The row of the second, empty when there was none.</param>
    public IReadOnlyList<ColumnProfile> Read(IReadOnlyList<object?> scanned, IReadOnlyList<object?> counted)
    {
        var (profiles, next) = (new List<ColumnProfile>(), 0);
        foreach (var places in _columns)
        {
            var common = Common(places, scanned)
                .Select(one => (one.IsPattern, Value: new CountedValue(one.Value, (long)counted[next++]!)))
                .ToList();
            IReadOnlyList<CountedValue> Top(bool ofPatterns) => [.. common.Where(one => one.IsPattern == ofPatterns)
                .Select(one => one.Value)
                .OrderByDescending(value => value.Count).ThenBy(value => ResultJson.Key(value.Value), StringComparer.Ordinal)
                .Take(TopValues)];
            object? At(int? place) => place is { } index ? scanned[index] : null;
            profiles.Add(new ColumnProfile(
                places.Column.Name, places.Column.Type, (long)scanned[_rows]!, (long)scanned[_rows]! - (long)scanned[places.Given]!)
            {
                Distinct = (long)scanned[places.Distinct]!,
                Least = ResultJson.Of(At(places.Least)),
                Greatest = ResultJson.Of(At(places.Greatest)),
                Mean = (double?)At(places.Mean),
                ShortestLength = (long?)At(places.Shortest),
                LongestLength = (long?)At(places.Longest),
                TopValues = Top(ofPatterns: false),
                Patterns = Top(ofPatterns: true),
            });
        }
        return profiles;
    }

    private Places Place(TableColumn column)
    {
        int? If(bool wanted, string aggregate) => wanted ? _scan.Add(aggregate) : null;
        var sql = column.Sql;
        var (isText, isNumber, isOrdered) = (
            column.Kind == ColumnKind.Text, column.Kind == ColumnKind.Number, column.Kind != ColumnKind.Other);
        return new Places(column, _scan.Add($"count({sql})"), _scan.Add($"count(DISTINCT {sql})"))
        {
            Least = If(isOrdered, $"min({sql})"),
            Greatest = If(isOrdered, $"max({sql})"),
            Mean = If(isNumber, $"avg(CAST({sql} AS DOUBLE))"),
            Shortest = If(isText, $"min(length({sql}))"),
            Longest = If(isText, $"max(length({sql}))"),
            Common = If(isOrdered, $"approx_top_k({sql}, {Candidates})"),
            Patterns = If(isText, $"approx_top_k({Pattern(column)}, {Candidates})"),
        };
    }

    private static IEnumerable<(bool IsPattern, JsonNode? Value, string Count)> Common(Places places, IReadOnlyList<object?> scanned)
    {
        var values = places.Common is { } common ? ResultJson.List(scanned[common]) : [];
        foreach (var value in values.Where(value => value is not null))
        {
            if (Literal(places.Column, value!) is { } literal)
            {
                yield return (false, value, $"count(CASE WHEN {places.Column.Sql} = {literal} THEN 1 END)");
            }
        }
        var patterns = places.Patterns is { } found ? ResultJson.List(scanned[found]) : [];
        foreach (var pattern in patterns.Where(pattern => pattern is not null))
        {
            var literal = Literal(places.Column, pattern!);
            yield return (true, pattern, $"count(CASE WHEN {Pattern(places.Column)} = {literal} THEN 1 END)");
        }
    }

    // Data may hold NUL characters, which SQL text cannot carry.
    private static string? Literal(TableColumn column, JsonNode value) => column.Kind == ColumnKind.Text
        ? $"({string.Join(" || chr(0) || ", value.GetValue<string>().Split('\0').Select(Dialect.DuckDb.Quote))})"
        : PlanContext.Literal(column, JsonElement.Parse(value.ToJsonString()));

    private static string Pattern(TableColumn column) =>
        $"left(regexp_replace(regexp_replace(regexp_replace({column.Sql}, '[0-9]', '9', 'g'), '[a-z]', 'a', 'g'), "
        + $"'[A-Z]', 'A', 'g'), {LongestPattern})";

    private sealed record Places(TableColumn Column, int Given, int Distinct)
    {
        public int? Least { get; init; }

        public int? Greatest { get; init; }

        public int? Mean { get; init; }

        public int? Shortest { get; init; }

        public int? Longest { get; init; }

        public int? Common { get; init; }

        public int? Patterns { get; init; }
    }
}
