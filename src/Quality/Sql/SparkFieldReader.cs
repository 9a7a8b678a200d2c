using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// Writes how Spark reads the values of fields from a VARIANT of tagged tokens: for each field a column of its value, one of its
/// faults in the order of the record, and one of the paths of undeclared members below it, those of its own first.
/// </summary>
/// <param name="twice">The column that is true when an object of the record holds a name twice.</param>
internal sealed class SparkFieldReader(string twice)
{
    private const string NoFaults = "CAST(array() AS ARRAY<STRUCT<field: INT, code: STRING, path: STRING, message: STRING>>)";

    private const string NoNames = "CAST(array() AS ARRAY<STRING>)";

    public static string Fault(int field, string code, string path, string message) =>
        $"named_struct('field', {field}, 'code', {code}, 'path', {path}, 'message', {message})";

    /// <summary>Whether an object in a value, at any depth, holds a name twice: without their numbers, names no longer differ.</summary>
    public static string HoldsNameTwice(string value) =>
        $"""(try_parse_json(regexp_replace(to_json({value}), {Quote("""(?<!\\)"[0-9]+#""")}, '"')) IS NULL)""";

    /// <summary>The columns of the record.</summary>
    /// <param name="scope">The record.</param>
    /// <param name="columns">Its fields.</param>
    /// <param name="document">The column of its VARIANT.</param>
    public (string Value, string Faults, string Undeclared) ReadRecord(
        SparkScope scope, IReadOnlyList<RecordField> columns, string document)
    {
        var map = scope.Bind($"try_variant_get({document}, '$', 'map<string,variant>')");
        return Members(scope, -1, columns, map, null, "", "");
    }

    private (string Value, string Faults, string Undeclared) Read(
        SparkScope scope, RecordField field, string value, string path, string place, string? isPresent)
    {
        var variant = scope.Bind(value);
        var kind = scope.Bind(Kind(variant));
        var otherwise = Otherwise(field, variant, kind, path, isPresent);
        switch (field.Type)
        {
            case FieldType.Object o:
                var map = scope.Bind($"CASE WHEN {kind} = '{{' THEN try_variant_get({variant}, '$', 'map<string,variant>') END");
                return Members(scope, field.Id, o.Fields, map, path, $"{place}.", $"WHEN {kind} <> '{{' THEN CASE {kind} {otherwise} END ");
            case FieldType.Array a:
                var items = scope.Add($"CASE WHEN {kind} = '[' THEN try_variant_get({variant}, '$', 'array<variant>') END");
                var inner = scope.Inside(items);
                var (values, faults, undeclared) = Read(inner, a.Element, inner.Element, $"concat({path}, '[', {inner.Index}, ']')", $"{place}[]", null);
                return (values,
                    scope.Add($"CASE {kind} WHEN '[' THEN flatten({scope.Of(faults)}) {otherwise} END"),
                    scope.Add($"CASE WHEN {kind} = '[' THEN flatten({scope.Of(undeclared)}) ELSE {NoNames} END"));
            default:
                var token = field.Type switch
                {
                    FieldType.Boolean => "t",
                    FieldType.Text or FieldType.Date or FieldType.Timestamp or FieldType.TimestampNtz => "$",
                    _ => "#",
                };
                var text = scope.Bind($"CASE WHEN {kind} = '{token}' THEN substr(try_variant_get({variant}, '$', 'string'), 2) END");
                var read = scope.Bind($"CASE WHEN {kind} = '{token}' THEN {SparkScalars.Read(field.Type, variant, text, scope.Bind)} END");
                var fits = $"CASE WHEN {read}.c IS NULL THEN {NoFaults} ELSE array({Fault(field.Id, $"{read}.c", path, $"{read}.m")}) END";
                return (scope.Add($"{read}.v"), scope.Add($"CASE {kind} WHEN '{token}' THEN {fits} {otherwise} END"), scope.Add(NoNames));
        }
    }

    // What is not there, is null, or of another type than declared.
    private string Otherwise(RecordField field, string variant, string kind, string path, string? isPresent)
    {
        var missing = field.Required && isPresent is not null
            ? $"CASE WHEN {isPresent} THEN array({Fault(field.Id, "'REQUIRED'", path, "'is missing'")}) ELSE {NoFaults} END" : NoFaults;
        var isNull = field.Nulls == Nulls.Refused && !field.Required ? $"array({TypeFault("'null'")})"
            : field.Required && field.Nulls != Nulls.Allowed ? $"array({Fault(field.Id, "'REQUIRED'", path, "'is null'")})" : NoFaults;
        var found = $"CASE {kind} WHEN '$' THEN 'text' WHEN '#' THEN 'a number' WHEN 't' THEN 'a boolean' WHEN '{{' THEN 'an object' ELSE 'an array' END";
        var inside = $"CASE WHEN {twice} AND {kind} IN ('{{', '[') AND {HoldsNameTwice(variant)} THEN array({Inside(field.Id, path)}) ELSE {NoFaults} END";
        return $"WHEN '' THEN {missing} WHEN 'n' THEN {isNull} ELSE concat({inside}, array({TypeFault(found)}))";

        string TypeFault(string name) =>
            Fault(field.Id, "'TYPE'", path, $"concat('is ', {name}, ', not {SparkScalars.NameOf(field.Type)}')");
    }

    private (string Value, string Faults, string Undeclared) Members(
        SparkScope scope, int id, IReadOnlyList<RecordField> fields, string map, string? path, string prefix, string otherwise)
    {
        var names = scope.Bind($"array_sort(transform(map_keys({map}), k -> named_struct('q', CAST(substring_index(k, '#', 1) AS INT), "
            + "'n', substr(k, instr(k, '#') + 1), 'k', k)))");
        var values = new List<string>();
        var faults = new List<string>();
        var namesBelow = new List<string>();
        foreach (var field in fields)
        {
            var places = scope.Bind($"filter({names}, n -> n.n = {Quote(field.JsonName)})");
            var below = Below(path, Quote(field.Name));
            var (value, fault, inside) = Read(
                scope, field, $"try_element_at({map}, get({places}, 0).k)", below, prefix + field.Name, $"{map} IS NOT NULL");
            values.Add($"{Quote(field.Name)}, {scope.Of(value)}");
            faults.Add(scope.Of(fault));
            faults.Add(Again(field, places, map, below));
            namesBelow.Add(scope.Of(inside));
        }
        var declared = fields.Count == 0 ? "true" : $"n.n NOT IN ({string.Join(", ", fields.Select(f => Quote(f.JsonName)))})";
        var undeclared = scope.Bind($"filter({names}, n -> {declared})");
        var own = $"transform({undeclared}, n -> {Cut($"concat({Quote(prefix)}, n.n)")})";
        faults.Add(Undeclared(id, undeclared, map, path));
        return (
            scope.Add($"CASE WHEN {map} IS NOT NULL THEN named_struct({string.Join(", ", values)}) END"),
            scope.Add($"CASE {otherwise}WHEN {map} IS NOT NULL THEN flatten(array({string.Join(", ", faults)})) ELSE {NoFaults} END"),
            scope.Add($"CASE WHEN {map} IS NOT NULL THEN concat({string.Join(", ", namesBelow.Prepend(own))}) ELSE {NoNames} END"));
    }

    // A declared name that stands there again: the first value counts.
    private string Again(RecordField field, string places, string map, string path) => $"""
        CASE WHEN {twice} AND size({places}) > 1 THEN flatten(transform(slice({places}, 2, size({places}) - 1), p -> concat(
          array({Fault(field.Id, "'DUPLICATE_KEY'", path, "'stands twice in its object'")}),
          CASE WHEN {HoldsNameTwice($"element_at({map}, p.k)")} THEN array({Inside(field.Id, path)}) ELSE {NoFaults} END))) ELSE {NoFaults} END
        """;

    private string Undeclared(int id, string places, string map, string? path) => $"""
        CASE WHEN {twice} THEN flatten(transform({places}, (p, j) -> CASE
          WHEN exists(slice({places}, 1, j), o -> o.n = p.n) THEN array({Fault(id, "'DUPLICATE_KEY'", Below(path, "p.n"), "'stands twice in its object'")})
          WHEN {HoldsNameTwice($"element_at({map}, p.k)")} THEN array({Inside(id, Below(path, "p.n"))}) ELSE {NoFaults} END)) ELSE {NoFaults} END
        """;

    private static string Inside(int id, string path) => Fault(id, "'DUPLICATE_KEY'", path, "'holds an object with a name twice'");

    private static string Below(string? path, string name) => path is null ? name : $"concat({path}, '.', {name})";

    // The first 200 bytes, less those of a character that they would break.
    private static string Cut(string text)
    {
        var cuts = Enumerable.Range(0, 4).Select(less => $"try_validate_utf8(CAST(substr(encode({text}, 'UTF-8'), 1, {200 - less}) AS STRING))");
        return $"CASE WHEN octet_length({text}) <= 200 THEN {text} ELSE coalesce({string.Join(", ", cuts)}) END";
    }

    // '' absent, n null, $ text, # number, t boolean, { object, [ array
    private static string Kind(string value) => $$"""
        CASE WHEN {{value}} IS NULL THEN '' WHEN is_variant_null({{value}}) THEN 'n' ELSE CASE substr(schema_of_variant({{value}}), 1, 1)
          WHEN 'S' THEN substr(try_variant_get({{value}}, '$', 'string'), 1, 1) WHEN 'B' THEN 't' WHEN 'O' THEN '{' ELSE '[' END END
        """;

    private static string Quote(string text) => Dialect.Spark.Quote(text);
}
