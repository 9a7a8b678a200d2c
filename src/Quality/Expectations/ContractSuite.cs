using System.Globalization;
using System.Text.Json.Nodes;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Expectations;

/// <summary>A contract as a suite of Great Expectations, and what of it a suite cannot say.</summary>
public sealed class ContractSuite
{
    private readonly SuiteBuilder _suite;
    private readonly List<string> _leftOut = [];

    private ContractSuite(Contract contract) => _suite = new SuiteBuilder(contract.Table);

    /// <summary>The suite, as Great Expectations v1 saves it.</summary>
    public JsonObject Suite => _suite.ToJson();

    /// <summary>What the suite does not hold, each in words.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Makes the suite of a contract: its columns, their types, values and keys, and the checks of the table.</summary>
    public static ContractSuite Of(Contract contract)
    {
        var suite = new ContractSuite(contract);
        foreach (var field in contract.Shape.Columns)
        {
            suite.AddColumn(field);
        }
        var key = contract.PrimaryKey.Select(field => field.Path).ToList();
        suite.AddUnique(key, onlyWarns: false);
        foreach (var rule in contract.Rules)
        {
            suite._leftOut.Add($"the rule '{rule.Name}', which is SQL over one record");
        }
        foreach (var check in contract.TableChecks)
        {
            suite.AddTableCheck(check);
        }
        return suite;
    }

    private void AddColumn(RecordField field)
    {
        Add("expect_column_to_exist", ("column", field.Name));
        if (!field.Type.IsSingle)
        {
            _leftOut.Add($"what '{field.Path}' holds, for a suite sees columns of single values");
            return;
        }
        var type = Dialect.DuckDb.TypeName(field.Type).Split('(')[0];
        Add("expect_column_values_to_be_of_type", ("column", field.Name), ("type_", type));
        if (field.Required)
        {
            Add("expect_column_values_to_not_be_null", ("column", field.Name));
        }
        if (field.Type is FieldType.Text { Format: not TextFormat.Any } text)
        {
            Add("expect_column_values_to_match_regex", ("column", field.Name), ("regex", TextPatterns.Of(text.Format)));
        }
        foreach (var check in field.Checks)
        {
            AddCheck(field, check);
        }
    }

    private void AddCheck(RecordField field, ValueCheck check)
    {
        switch (check)
        {
            case EnumCheck values:
                Add("expect_column_values_to_be_in_set", ("column", field.Name),
                    ("value_set", new JsonArray([.. values.Values.Select(value => Value(field.Type, value))])));
                break;
            case RangeCheck range:
                Add("expect_column_values_to_be_between", ("column", field.Name),
                    ("min_value", range.Least is { } least ? Value(field.Type, least.Text) : null),
                    ("max_value", range.Greatest is { } most ? Value(field.Type, most.Text) : null),
                    ("strict_min", range.Least is { IsExclusive: true } ? true : null),
                    ("strict_max", range.Greatest is { IsExclusive: true } ? true : null));
                break;
            case PatternCheck pattern:
                Add("expect_column_values_to_match_regex", ("column", field.Name), ("regex", pattern.Pattern));
                break;
            case FormatCheck format:
                Add("expect_column_values_to_match_regex", ("column", field.Name), ("regex", TextPatterns.Of(format.Format)));
                break;
            case LengthCheck length when field.Type is FieldType.Text:
                Add("expect_column_value_lengths_to_be_between", ("column", field.Name),
                    ("min_value", length.Least), ("max_value", length.Greatest));
                break;
            default:
                _leftOut.Add($"that '{field.Path}' {check.Message}");
                break;
        }
    }

    private void AddTableCheck(TableCheck check)
    {
        var warns = check.Severity == Severity.Warning;
        var mostly = check.InPercent && check.Threshold.Comparison == Comparison.LessOrEqual
            ? (JsonNode)(double)(1 - check.Threshold.Limit / 100)
            : null;
        var forbids = check.Threshold.AllowsNone && !check.InPercent;
        switch (check)
        {
            case { Expectation: { } expectation }:
                _suite.Add(expectation);
                break;
            case { Metric: TableMetric.RowCount, InPercent: false } when Bounds(check.Threshold) is { } bounds:
                _suite.Add("expect_table_row_count_to_be_between", warns, bounds);
                break;
            case { Metric: TableMetric.NullValues } when forbids || mostly is not null:
                _suite.Add("expect_column_values_to_not_be_null", warns, ("column", check.Columns[0]), ("mostly", mostly));
                break;
            case { Metric: TableMetric.InvalidValues, Values.Count: > 0, Pattern: null } when forbids || mostly is not null:
                _suite.Add("expect_column_values_to_be_in_set", warns, ("column", check.Columns[0]),
                    ("value_set", new JsonArray([.. check.Values.Select(Value)])), ("mostly", mostly));
                break;
            case { Metric: TableMetric.InvalidValues, Values.Count: 0, Pattern: { } pattern } when forbids || mostly is not null:
                _suite.Add("expect_column_values_to_match_regex", warns, ("column", check.Columns[0]), ("regex", pattern), ("mostly", mostly));
                break;
            case { Metric: TableMetric.DuplicateValues } when forbids:
                AddUnique(check.Columns, warns);
                break;
            default:
                _leftOut.Add($"the check '{check.Name}', {check.Metric} {check.Threshold}");
                break;
        }
    }

    private void AddUnique(IReadOnlyList<string> columns, bool onlyWarns)
    {
        if (columns.Count == 1)
        {
            _suite.Add("expect_column_values_to_be_unique", onlyWarns, ("column", columns[0]));
        }
        else if (columns.Count > 1)
        {
            _suite.Add("expect_compound_columns_to_be_unique", onlyWarns,
                ("column_list", new JsonArray([.. columns.Select(column => JsonValue.Create(column))])));
        }
    }

    private void Add(string type, params IEnumerable<(string Name, JsonNode? Value)> kwargs) => _suite.Add(type, false, kwargs);

    private static (string Name, JsonNode? Value)[]? Bounds(Threshold threshold) => threshold.Comparison switch
    {
        Comparison.Equal => [("min_value", threshold.Limit), ("max_value", threshold.Limit)],
        Comparison.Between => [("min_value", threshold.Limit), ("max_value", threshold.Upper)],
        Comparison.GreaterOrEqual => [("min_value", threshold.Limit)],
        Comparison.LessOrEqual => [("max_value", threshold.Limit)],
        Comparison.Greater => [("min_value", threshold.Limit), ("strict_min", true)],
        Comparison.Less => [("max_value", threshold.Limit), ("strict_max", true)],
        _ => null,
    };

    private static JsonNode? Value(FieldType type, string text) => type switch
    {
        FieldType.Integer or FieldType.Decimal or FieldType.Double or FieldType.Float => JsonNode.Parse(text),
        FieldType.Boolean => text == "true",
        _ => text,
    };

    private static JsonNode? Value(ScalarValue value) => value.Kind switch
    {
        ScalarKind.Null => null,
        ScalarKind.Boolean => value.Text.Equals("true", StringComparison.OrdinalIgnoreCase),
        ScalarKind.Number => JsonNode.Parse(decimal.Parse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture)
            .ToString(CultureInfo.InvariantCulture)),
        _ => value.Text,
    };
}
