using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// Writes how Spark reads plain records (<see cref="PlainRecordPattern"/>): <c>from_json</c> gives their values, and a condition
/// tells those that have no fault and no undeclared member.
/// </summary>
/// <param name="shape">The fields, of which plain records exist.</param>
internal sealed class SparkRecordReader(RecordShape shape)
{
    // Far below the limits of Spark's parser, which would give null for what it cannot hold.
    private const int LongestBytes = 1_000_000;

    // Digits of a number that a binary fraction is made of.
    private const string Exact = "DECIMAL(30,15)";

    private readonly HashSet<string> _unique = [.. shape.All.GroupBy(field => field.JsonName)
        .Where(same => same.Count() == 1 && !shape.Around(same.Single()).Any(around => around.Type is FieldType.Array))
        .Select(same => same.Key)];

    private int _variables;

    /// <summary>A relation with the columns of a Bronze table and <c>_json</c>, null for what is not plain; it can follow FROM.</summary>
    public string Around(string relation) => $"""
        (SELECT *, CASE WHEN octet_length(payload) <= {LongestBytes} AND payload RLIKE {Quote(PlainRecordPattern.Of(shape))}
          THEN from_json(payload, {Quote(Members(shape.Columns, " "))}) END AS _json
        FROM {relation})
        """;

    /// <summary>The value of a column.</summary>
    public string Value(RecordField column) => Value(column, $"_json.{Name(column.JsonName)}");

    /// <summary>Whether the record is plain and was read without a fault, by <c>_json</c>, <c>_payload</c> and the columns.</summary>
    public string IsRead
    {
        get
        {
            var conditions = Faultless(shape.Columns, "_json", "").Prepend("_json IS NOT NULL");
            return $"""
                {string.Join("\n  AND ", conditions)}
                  AND (octet_length(_payload) - octet_length(replace(_payload, '":', '')) = 2 * ({Count(shape.Columns, "_json")})
                    OR try_parse_json(_payload) IS NOT NULL)
                """;
        }
    }

    private string Value(RecordField field, string json)
    {
        switch (field.Type)
        {
            case FieldType.Date or FieldType.Timestamp or FieldType.TimestampNtz:
                return $"try_cast({json} AS {Dialect.Spark.TypeName(field.Type)})";
            case FieldType.Double or FieldType.Float:
                return $"CAST({json} AS {Dialect.Spark.TypeName(field.Type)})";
            case FieldType.Object o:
                var members = o.Fields.Select(member => $"{Quote(member.Name)}, {Value(member, $"{json}.{Name(member.JsonName)}")}");
                return IsAsRead(field) ? json : $"CASE WHEN {json} IS NOT NULL THEN named_struct({string.Join(", ", members)}) END";
            case FieldType.Array a:
                var element = Variable();
                return IsAsRead(field) ? json : $"transform({json}, {element} -> {Value(a.Element, element)})";
            default:
                return json;
        }
    }

    private static bool IsAsRead(RecordField field) => field.SelfAndBelow().Skip(1).All(below =>
        (below.Name == below.JsonName || below.Name == "[]")
        && below.Type is not (FieldType.Date or FieldType.Timestamp or FieldType.TimestampNtz or FieldType.Double or FieldType.Float));

    // What the pattern leaves open: required members, and days that the calendar has not.
    private IEnumerable<string> Faultless(IReadOnlyList<RecordField> fields, string json, string? columns)
    {
        foreach (var field in fields)
        {
            var value = $"{json}.{Name(field.JsonName)}";
            if (field.Required)
            {
                yield return $"{value} IS NOT NULL";
            }
            if (Faultless(field, value, columns is null ? null : columns + Name(field.Name)) is { } condition)
            {
                yield return condition;
            }
        }
    }

    private string? Faultless(RecordField field, string json, string? column)
    {
        switch (field.Type)
        {
            case FieldType.Date or FieldType.Timestamp or FieldType.TimestampNtz:
                return $"({json} IS NULL OR {column ?? Value(field, json)} IS NOT NULL)";
            case FieldType.Object o:
                var members = Faultless(o.Fields, json, column is null ? null : $"{column}.").ToList();
                return members.Count == 0 ? null : $"({json} IS NULL OR ({string.Join(" AND ", members)}))";
            case FieldType.Array a:
                var element = Variable();
                return Faultless(a.Element, element, null) is { } condition
                    ? $"({json} IS NULL OR forall({json}, {element} -> {condition}))"
                    : null;
            default:
                return null;
        }
    }

    // The members that certainly stand in the record. Null is read like nothing; a name that the contract has once, and not in
    // an array, can be looked for.
    private string Count(IReadOnlyList<RecordField> fields, string json) => fields.Count == 0 ? "0" : string.Join(" + ", fields.Select(field =>
    {
        var value = $"{json}.{Name(field.JsonName)}";
        var one = Below(field, value) is { } below ? $"1 + {below}" : "1";
        return field.Required
            ? one
            : $"CASE WHEN {value} IS NOT NULL THEN {one} "
                + (_unique.Contains(field.JsonName) ? $"WHEN contains(_payload, {Quote($"\"{field.JsonName}\":")}) THEN 1 ELSE 0 END" : "ELSE 0 END");
    }));

    private string? Below(RecordField field, string json)
    {
        if (field.Type is FieldType.Object o)
        {
            return Count(o.Fields, json);
        }
        var element = Variable();
        return field.Type is FieldType.Array a && Below(a.Element, element) is { } below
            ? $"aggregate({json}, 0, (_n{element}, {element}) -> _n{element} + CASE WHEN {element} IS NULL THEN 0 ELSE {below} END)"
            : null;
    }

    private string Variable() => $"_e{_variables++}";

    private static string Members(IReadOnlyList<RecordField> fields, string between) =>
        string.Join(", ", fields.Select(field => $"{Name(field.JsonName)}{between}{TypeName(field.Type)}"));

    private static string TypeName(FieldType type) => type switch
    {
        FieldType.Object o => $"STRUCT<{Members(o.Fields, ": ")}>",
        FieldType.Array a => $"ARRAY<{TypeName(a.Element.Type)}>",
        FieldType.Double or FieldType.Float => Exact,
        FieldType.Date or FieldType.Timestamp or FieldType.TimestampNtz => Dialect.Spark.Text,
        _ => Dialect.Spark.TypeName(type),
    };

    private static string Name(string name) => Dialect.Spark.Identifier(name);

    private static string Quote(string text) => Dialect.Spark.Quote(text);
}
