using System.Globalization;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Checks.History;

namespace Lakehouse.Quality.Sql;

/// <summary>Writes the checks of a table: one select for all that can be measured in one scan, and the queries.</summary>
public static class TableCheckCompiler
{
    /// <summary>Compiles the checks of one table.</summary>
    /// <param name="checks">The checks.</param>
    /// <param name="dialect">The engine's way to write them.</param>
    /// <param name="relation">SQL without an alias that can follow FROM and has the columns of the table.</param>
    public static CompiledTableChecks Compile(IReadOnlyList<TableCheck> checks, Dialect dialect, string relation)
    {
        var scanned = checks
            .Where(c => c.Metric is not (TableMetric.Query or TableMetric.Expectation or TableMetric.History)).ToList();
        var measures = scanned.Select(check => Measure(check, dialect)).ToList();
        var sql = scanned.Count == 0 ? null : $"""
            SELECT count(*) AS row_count{string.Concat(measures.Select((measure, i) => $",\n  {measure} AS measured_{i}"))}
            FROM {relation}
            """;
        var queries = checks.Where(c => c.Metric == TableMetric.Query)
            .Select(check => new CompiledTableQuery(check, Query(check, dialect, relation)));
        var histories = checks.Where(c => c.Metric == TableMetric.History)
            .Select(check => new CompiledTableQuery(check, History(check.History!, dialect, relation)));
        return new CompiledTableChecks(sql, scanned, [.. queries])
        {
            Aggregates = scanned.Count == 0 ? [] : ["count(*)", .. measures],
            Histories = [.. histories],
        };
    }

    /// <summary>The rows that a check counts; null where it counts none.</summary>
    /// <param name="check">A check other than an expectation.</param>
    /// <param name="dialect">The engine's way to write them.</param>
    /// <param name="relation">As for <see cref="Compile"/>.</param>
    public static string? Failing(TableCheck check, Dialect dialect, string relation)
    {
        ArgumentNullException.ThrowIfNull(check);
        var columns = check.Columns.Select(dialect.Path).ToList();
        return check.Metric switch
        {
            TableMetric.NullValues => $"SELECT * FROM {relation} WHERE {columns[0]} IS NULL",
            TableMetric.DuplicateValues => $"""
                SELECT * FROM {relation} WHERE {string.Join(" OR ", columns.Select(c => $"{c} IS NOT NULL"))}
                QUALIFY count(*) OVER (PARTITION BY {string.Join(", ", columns)}) > 1
                """,
            TableMetric.MissingValues or TableMetric.InvalidValues =>
                $"SELECT * FROM {relation} WHERE {BadValue(check, columns[0], dialect)}",
            _ => check.Rows?.Replace("{table}", $"(SELECT * FROM {relation})", StringComparison.Ordinal),
        };
    }

    private static string Measure(TableCheck check, Dialect dialect) => check.Metric switch
    {
        TableMetric.RowCount => "count(*)",
        TableMetric.NullValues => $"count(*) - count({dialect.Path(check.Columns[0])})",
        TableMetric.DuplicateValues => Duplicates([.. check.Columns.Select(dialect.Path)], dialect),
        _ => CountIf(BadValue(check, dialect.Path(check.Columns[0]), dialect)),
    };

    private static string CountIf(string condition) => $"count(CASE WHEN {condition} THEN 1 END)";

    private static string Duplicates(IReadOnlyList<string> columns, Dialect dialect)
    {
        if (columns is [var only])
        {
            return $"count({only}) - count(DISTINCT {only})";
        }
        var isSomething = string.Join(" OR ", columns.Select(c => $"{c} IS NOT NULL"));
        var members = columns.Select((c, i) => Dialect.Fill(dialect.StructMember, $"c{i}", c));
        var key = Dialect.Fill(dialect.Struct, string.Join(", ", members));
        return $"{CountIf(isSomething)} - count(DISTINCT CASE WHEN {isSomething} THEN {key} END)";
    }

    private static string BadValue(TableCheck check, string column, Dialect dialect) => check.Metric switch
    {
        TableMetric.MissingValues => AnyOf(check.Values, column, dialect),
        TableMetric.InvalidValues => Invalid(check, column, dialect),
        _ => throw new ArgumentOutOfRangeException(nameof(check), check.Metric, "This metric does not count values."),
    };

    private static string Invalid(TableCheck check, string column, Dialect dialect)
    {
        var reasons = new List<string>();
        if (check.Values.Count > 0)
        {
            reasons.Add($"NOT ({AnyOf(check.Values, column, dialect)})");
        }
        if (check.Pattern is { } pattern)
        {
            var text = $"CAST({column} AS {dialect.Text})";
            reasons.Add($"NOT {Dialect.Fill(dialect.PatternFound, text, dialect.Quote(pattern))}");
        }
        return $"{column} IS NOT NULL AND ({string.Join(" OR ", reasons)})";
    }

    // Texts are compared with the value as text, so that any column can be compared with any text.
    private static string AnyOf(IReadOnlyList<ScalarValue> values, string column, Dialect dialect)
    {
        var others = values.Where(v => v.Kind is ScalarKind.Number or ScalarKind.Boolean).Select(v => v.Text).ToList();
        var texts = values.Where(v => v.Kind == ScalarKind.Text).Select(v => dialect.Quote(v.Text)).ToList();
        var matches = new List<string>();
        if (values.Any(v => v.Kind == ScalarKind.Null))
        {
            matches.Add($"{column} IS NULL");
        }
        if (texts.Count > 0)
        {
            matches.Add($"CAST({column} AS {dialect.Text}) IN ({string.Join(", ", texts)})");
        }
        if (others.Count > 0)
        {
            matches.Add($"{column} IN ({string.Join(", ", others)})");
        }
        return string.Join(" OR ", matches);
    }

    // Rows of day, value, measured: only the days that can matter are read.
    private static string History(HistoryCheck check, Dialect dialect, string relation)
    {
        var by = dialect.Path(check.By);
        var day = $"CAST({by} AS {dialect.Date})";
        var value = check.Column is { } column ? $"coalesce(CAST({dialect.Path(column)} AS {dialect.Text}), '')" : "''";
        var measure = check.Metric == HistoryMetric.Freshness
            ? $"median({Dialect.Fill(dialect.Microseconds, "landed_at")} - {Dialect.Fill(dialect.Microseconds, by)}) / 1000000"
            : "count(*)";
        var window = HistoryCheck.Window.ToString(CultureInfo.InvariantCulture);
        var first = Dialect.Fill(dialect.DaysBefore, $"(SELECT max({day}) FROM {relation})", window);
        return $"""
            SELECT CAST({day} AS {dialect.Text}) AS day, {value} AS value,
              CAST({measure} AS {dialect.Double}) AS measured
            FROM {relation}
            WHERE {day} >= {first}
            GROUP BY 1, 2
            """;
    }

    private static string Query(TableCheck check, Dialect dialect, string relation)
    {
        var query = check.Query!.Replace("{table}", $"(SELECT * FROM {relation})", StringComparison.Ordinal);
        return $"SELECT CAST(({query}) AS {Dialect.Fill(dialect.Decimal, "28", "9")}) AS measured";
    }
}
