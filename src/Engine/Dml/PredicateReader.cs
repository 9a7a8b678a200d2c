using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.Dml;

/// <summary>
/// Takes from an expression what scans can leave out files by. It may hold for more rows than the expression does, never
/// for fewer.
/// </summary>
/// <param name="schema">The table's columns.</param>
/// <param name="isOtherColumn">Whether an unqualified name is that of a column of the merge's source.</param>
internal sealed class PredicateReader(StructType schema, Func<string, bool> isOtherColumn)
{
    private static readonly string[] DateForms = ["yyyy-MM-dd"];
    private static readonly string[] TimeForms =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF"];

    private static readonly Dictionary<string, ComparisonOperator> Operators = new()
    {
        ["COMPARE_EQUAL"] = ComparisonOperator.Equal,
        ["COMPARE_LESSTHAN"] = ComparisonOperator.Less,
        ["COMPARE_LESSTHANOREQUALTO"] = ComparisonOperator.LessOrEqual,
        ["COMPARE_GREATERTHAN"] = ComparisonOperator.Greater,
        ["COMPARE_GREATERTHANOREQUALTO"] = ComparisonOperator.GreaterOrEqual,
    };

    /// <summary>The predicate; null when nothing is known.</summary>
    public Predicate? Read(JsonElement node) => (SqlExpression.Class(node), Type(node)) switch
    {
        ("CONJUNCTION", "CONJUNCTION_AND") => All([.. Children(node).Select(Read).OfType<Predicate>()]),
        ("CONJUNCTION", "CONJUNCTION_OR") => Any([.. Children(node).Select(Read)]),
        ("COMPARISON", _) => Comparison(node),
        ("BETWEEN", _) => All([.. new[]
            {
                Compare(node.GetProperty("input"), ComparisonOperator.GreaterOrEqual, node.GetProperty("lower")),
                Compare(node.GetProperty("input"), ComparisonOperator.LessOrEqual, node.GetProperty("upper")),
            }.OfType<Predicate>()]),
        ("OPERATOR", "COMPARE_IN") => In([.. Children(node)]),
        ("OPERATOR", "OPERATOR_IS_NULL") => Column(Children(node).First()) is { } column ? Predicate.IsNull(column.Path) : null,
        ("OPERATOR", "OPERATOR_IS_NOT_NULL") =>
            Column(Children(node).First()) is { } column ? Predicate.IsNotNull(column.Path) : null,
        _ => null,
    };

    /// <summary>The path and type of a column of the table; null when the node is none.</summary>
    public (IReadOnlyList<string> Path, DataType Type)? Column(JsonElement node)
    {
        if (SqlExpression.Class(node) != "COLUMN_REF")
        {
            return null;
        }
        var names = SqlExpression.Names(node);
        var isQualified = names.Count > 1 && names[0].Equals("target", StringComparison.OrdinalIgnoreCase);
        if (!isQualified && isOtherColumn(names[0]))
        {
            return null;
        }
        var path = new List<string>();
        DataType type = schema;
        foreach (var name in isQualified ? names.Skip(1) : names)
        {
            if ((type as StructType)?.Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } field)
            {
                return null;
            }
            path.Add(field.Name);
            type = field.Type;
        }
        return (path, type);
    }

    private static string Type(JsonElement node) => node.GetProperty("type").GetString()!;

    private static JsonElement.ArrayEnumerator Children(JsonElement node) => node.GetProperty("children").EnumerateArray();

    private static Predicate? All(IReadOnlyList<Predicate> parts) => parts.Count == 0 ? null : Predicate.And(parts);

    private static Predicate? Any(IReadOnlyList<Predicate?> parts) =>
        parts.Contains(null) ? null : Predicate.Or([.. parts.OfType<Predicate>()]);

    private Comparison? Comparison(JsonElement node)
    {
        if (!Operators.TryGetValue(Type(node), out var comparison))
        {
            return null;
        }
        var (left, right) = (node.GetProperty("left"), node.GetProperty("right"));
        return Compare(left, comparison, right) ?? Compare(right, Mirrored(comparison), left);
    }

    private static ComparisonOperator Mirrored(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => comparison,
    };

    private Comparison? Compare(JsonElement column, ComparisonOperator comparison, JsonElement value) =>
        Column(column) is { } found && Value(found.Type, value) is { } constant
            ? new Comparison(found.Path, comparison, constant)
            : null;

    private Predicate? In(IReadOnlyList<JsonElement> parts) =>
        Any([.. parts.Skip(1).Select(value => Compare(parts[0], ComparisonOperator.Equal, value))]);

    /// <summary>A constant in the form that a predicate on the column takes; null when the two do not compare as they are.</summary>
    private static object? Value(DataType column, JsonElement node) => (column, Constant(node)) switch
    {
        (PrimitiveType { Name: "long" or "integer" or "short" or "byte" or "double" } or DecimalType, decimal number) => number,
        (PrimitiveType { Name: "string" }, string text) => text,
        (PrimitiveType { Name: "boolean" }, bool flag) => flag,
        (PrimitiveType { Name: "date" }, string text) =>
            DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
        (PrimitiveType { Name: "timestamp" }, string text) => Time(text) is { } time ? new DateTimeOffset(time, TimeSpan.Zero) : null,
        (PrimitiveType { Name: "timestamp_ntz" }, string text) => Time(text),
        _ => null,
    };

    private static DateTime? Time(string text) =>
        DateTime.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>A decimal, which the parse tree has without its point; null when .NET's has too few digits for it.</summary>
    private static decimal? Scaled(JsonElement digits, int scale) =>
        scale <= 15 && digits.ValueKind == JsonValueKind.Number && digits.TryGetInt64(out var number)
            ? number * new decimal(1, 0, 0, false, (byte)scale)
            : null;

    private static object? Constant(JsonElement node)
    {
        // DATE '2026-01-01' is a text that is cast.
        if (SqlExpression.Class(node) == "CAST")
        {
            return node.GetProperty("cast_type").GetProperty("id").GetString() is "DATE" or "TIMESTAMP" or "TIMESTAMP WITH TIME ZONE"
                ? Constant(node.GetProperty("child")) as string
                : null;
        }
        if (SqlExpression.Class(node) != "CONSTANT")
        {
            return null;
        }
        var value = node.GetProperty("value");
        if (value.GetProperty("is_null").GetBoolean())
        {
            return null;
        }
        var (type, plain) = (value.GetProperty("type"), value.GetProperty("value"));
        return type.GetProperty("id").GetString() switch
        {
            "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UINTEGER" => plain.GetDecimal(),
            "DECIMAL" => Scaled(plain, type.GetProperty("type_info").GetProperty("scale").GetInt32()),
            "VARCHAR" when plain.ValueKind == JsonValueKind.String => plain.GetString(),
            "BOOLEAN" => plain.GetBoolean(),
            _ => null,
        };
    }
}
