using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Sql;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Makes table checks from quality entries of type <c>library</c> and <c>sql</c>.</summary>
internal static class TableCheckReader
{
    private static readonly string[] TablePlaceholders = ["${table}", "{table}", "{object}"];

    /// <summary>
    /// The checks of an entry: one for each column that its metric measures. The columns come from the property that
    /// the entry belongs to, or else from <c>arguments.properties</c>.
    /// </summary>
    public static IEnumerable<TableCheck> Read(QualityEntry entry, string? property, Func<string, bool> isColumn)
    {
        if (!BlamesRows(entry))
        {
            return [];
        }
        if (entry.Type == "sql")
        {
            return ReadQuery(entry, property) is { } query ? [query] : [];
        }
        var columns = ReadColumns(entry, property, isColumn);
        var checks = columns is null ? [] : ReadMetric(entry, property, columns);
        entry.Arguments?.Finish();
        return checks;
    }

    /// <summary>Whether an entry asks for no rows to be quarantined, or some are to blame; else it is reported.</summary>
    public static bool BlamesRows(QualityEntry entry)
    {
        if (entry.Severity != Severity.Quarantine
            || entry is { Type: "library", Metric: "duplicateValues", InPercent: false, Threshold.AllowsNone: true })
        {
            return true;
        }
        entry.Source.Report(ErrorCodes.NoRowToBlame, "severity",
            $"{entry.Source.Subject} has the severity 'quarantine', but no single row is to blame when it fails",
            "Only duplicateValues with 'mustBe: 0' has losing rows; rows are judged one by one by required, by "
            + "invalidValues with 'mustBe: 0' at a property, and by rules. Else write 'severity: error' or 'warning'.");
        return false;
    }

    private static IEnumerable<TableCheck> ReadMetric(
        QualityEntry entry, string? property, IReadOnlyList<string> columns) => entry.Metric switch
        {
            "rowCount" => RowCount(entry, property, columns),
            "duplicateValues" => NeedsColumns(entry, columns) ? [Check(entry, TableMetric.DuplicateValues, columns)] : [],
            "nullValues" => Each(entry, TableMetric.NullValues, columns, c => c),
            "missingValues" => ReadValues(entry, "missingValues") is { Count: > 0 } missing
                ? Each(entry, TableMetric.MissingValues, columns, c => c with { Values = missing })
                : Lacks(entry, "missingValues", "Add 'arguments: { missingValues: [null, \"\", \"N/A\"] }'."),
            _ => ReadInvalid(entry, columns),
        };

    /// <summary>The pattern of an entry for invalid values, when it has one that can be used.</summary>
    public static string? ReadPattern(QualityEntry entry)
    {
        if (entry.Arguments?.Text("pattern") is not { } pattern)
        {
            return null;
        }
        if (PatternGuard.Refuse(pattern) is { } reason)
        {
            entry.Arguments.Report(ErrorCodes.BadPattern, "pattern",
                $"the pattern of {entry.Source.Subject} cannot be used: {reason}",
                "Write it with the constructs that RE2 and Java share.");
            return null;
        }
        return pattern;
    }

    private static IEnumerable<TableCheck> RowCount(QualityEntry entry, string? property, IReadOnlyList<string> columns)
    {
        if (property is not null || columns.Count > 0 || entry.InPercent)
        {
            entry.Source.Report(ErrorCodes.BadQualityEntry, "metric", "the metric 'rowCount' counts the rows of a table",
                "Put it into the 'quality' of the table, without properties and with 'unit: rows'.");
            return [];
        }
        return [Check(entry, TableMetric.RowCount, [])];
    }

    private static IEnumerable<TableCheck> ReadInvalid(QualityEntry entry, IReadOnlyList<string> columns)
    {
        var values = ReadValues(entry, "validValues");
        var pattern = ReadPattern(entry);
        if (values.Count == 0 && entry.Arguments?.Has("pattern") != true)
        {
            return Lacks(entry, "validValues", "Add 'arguments:' with 'validValues: [...]' or 'pattern:'.");
        }
        return Each(entry, TableMetric.InvalidValues, columns, c => c with { Values = values, Pattern = pattern });
    }

    private static IEnumerable<TableCheck> Each(QualityEntry entry, TableMetric metric, IReadOnlyList<string> columns,
        Func<TableCheck, TableCheck> complete) =>
        NeedsColumns(entry, columns) ? columns.Select(column => complete(Check(entry, metric, [column]))) : [];

    private static TableCheck Check(QualityEntry entry, TableMetric metric, IReadOnlyList<string> columns)
    {
        var measured = columns.Count == 0 ? entry.Metric! : $"{entry.Metric} of {string.Join(", ", columns)}";
        return new TableCheck(entry.Name ?? measured, metric, entry.Threshold!, entry.Source.Position)
        {
            Columns = columns,
            InPercent = entry.InPercent,
            Severity = entry.Severity,
        };
    }

    private static TableCheck? ReadQuery(QualityEntry entry, string? property)
    {
        var query = entry.Query!;
        if (property is not null)
        {
            query = query.Replace("{property}", Dialect.DuckDb.Path(property), StringComparison.Ordinal);
        }
        if (SqlTokens.RefuseFragment(query) is { } reason)
        {
            entry.Source.Report(ErrorCodes.BadExpression, "query", $"the query of {entry.Source.Subject} {reason}",
                "Write one SELECT that gives one value.");
            return null;
        }
        foreach (var placeholder in TablePlaceholders)
        {
            query = query.Replace(placeholder, "{table}", StringComparison.Ordinal);
        }
        if (!query.Contains("{table}", StringComparison.Ordinal))
        {
            entry.Source.Report(ErrorCodes.BadExpression, "query",
                $"the query of {entry.Source.Subject} does not read the checked table",
                "Write '{table}' where the table's name goes.");
            return null;
        }
        var inputs = entry.Arguments?.Texts("inputs") ?? [];
        entry.Arguments?.Finish();
        if (inputs.FirstOrDefault(input => !IsTableName(input)) is { } odd)
        {
            entry.Arguments!.Report(ErrorCodes.UnknownCheckInput, "inputs",
                $"{entry.Source.Subject} reads '{YamlText.Shorten(odd)}', which names no table",
                "Write silver.DATASET or gold.PRODUCT.");
            return null;
        }
        return new TableCheck(entry.Name ?? "query", TableMetric.Query, entry.Threshold!, entry.Source.Position)
        {
            Inputs = inputs,
            Query = query,
            Severity = entry.Severity,
        };
    }

    private static bool IsTableName(string input) =>
        input.Split('.') is [("silver" or "gold"), var name] && MappingReader.IsSafeName(name);

    private static IReadOnlyList<string>? ReadColumns(QualityEntry entry, string? property, Func<string, bool> isColumn)
    {
        var named = entry.Arguments?.Texts("properties") ?? [];
        if (property is not null)
        {
            return [property];
        }
        if (named.FirstOrDefault(name => !isColumn(name)) is { } unknown)
        {
            entry.Arguments!.Report(ErrorCodes.UnknownProperty, "properties",
                $"{entry.Source.Subject} names '{unknown}', which is no column", "Name columns as the table has them.");
            return null;
        }
        return named;
    }

    private static bool NeedsColumns(QualityEntry entry, IReadOnlyList<string> columns)
    {
        if (columns.Count > 0)
        {
            return true;
        }
        entry.Source.Report(ErrorCodes.BadQualityEntry, "metric",
            $"{entry.Source.Subject} does not say which columns it measures", "Add 'arguments: { properties: [...] }'.");
        return false;
    }

    private static IEnumerable<TableCheck> Lacks(QualityEntry entry, string argument, string suggestion)
    {
        entry.Source.Report(ErrorCodes.MissingKey, "arguments", $"'{argument}' is missing in the arguments of {entry.Source.Subject}", suggestion);
        return [];
    }

    private static IReadOnlyList<ScalarValue> ReadValues(QualityEntry entry, string argument) =>
        [.. (entry.Arguments?.Scalars(argument) ?? []).Select(Value)];

    private static ScalarValue Value(YamlScalar scalar)
    {
        if (scalar.IsNull)
        {
            return new ScalarValue(ScalarKind.Null, "");
        }
        if (scalar.Truth is { } truth)
        {
            return new ScalarValue(ScalarKind.Boolean, truth ? "true" : "false");
        }
        return scalar.IsNumber && ExactNumber.TryParse(scalar.Text, out var number)
            ? new ScalarValue(ScalarKind.Number, number.ToString())
            : new ScalarValue(ScalarKind.Text, scalar.Text);
    }
}
