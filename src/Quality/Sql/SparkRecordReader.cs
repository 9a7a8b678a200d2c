using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// Writes the strict reading of records for Spark: the same values, faults and counts as the reader inside DuckDB, to a depth
/// of <see cref="MaxDepth"/> levels.
/// </summary>
/// <remarks>
/// The record is cut into tokens, and written again as JSON whose names carry their number, whose texts begin with <c>$</c> and
/// whose numbers are texts that begin with <c>#</c>. Spark's VARIANT then keeps every token as it stood, whatever its size, and
/// every name, also the second one of an object. It stands before a last element <c>"end"</c>, which no record can hold.
/// </remarks>
internal sealed class SparkRecordReader
{
    /// <summary>The levels that Spark's JSON parser reads, without the one that is put around the record.</summary>
    public const int MaxDepth = 999;

    private const string Token =
        """[ \t\n\r]*+("[^"\\\x00\x02-\x1f]*+"|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+|true|false|null|[{}\[\],:]|(?s:.))""";

    private const string HalfPair =
        """\x{1}u[dD][89abAB][0-9a-fA-F]{2}(?!\x{1}u[dD][c-fC-F])|(?<!\x{1}u[dD][89abAB][0-9a-fA-F]{2})\x{1}u[dD][c-fC-F][0-9a-fA-F]{2}""";

    private readonly SparkLayers _layers = new();
    private readonly string _value;
    private readonly string _faults;
    private readonly string _undeclared;

    /// <summary>Prepares the reading of records with the given fields.</summary>
    public SparkRecordReader(RecordShape shape)
    {
        var masked = _layers.Add($"CASE WHEN locate('{One}', payload) = 0 THEN {Masked("payload")} END");
        var tokens = _layers.Add($"CASE WHEN NOT {masked} RLIKE {Quote(HalfPair)} THEN regexp_extract_all({masked}, {Quote(Token)}, 1) END");
        var text = _layers.Add(Tagged(tokens));
        var parsed = _layers.Add($"try_parse_json({text})");
        var deep = _layers.Add(Deep(tokens, parsed));
        var document = _layers.Add($"""
            CASE WHEN NOT {deep} AND try_variant_get({parsed}, '$[1]', 'string') = 'end' AND try_variant_get({parsed}, '$[2]', 'variant') IS NULL
                AND schema_of_variant(try_variant_get({parsed}, '$[0]', 'variant')) LIKE 'OBJECT%'
              THEN try_variant_get({parsed}, '$[0]', 'variant') END
            """);
        var twice = _layers.Add($"{document} IS NOT NULL AND {SparkFieldReader.HoldsNameTwice(document)}");
        (_value, _faults, _undeclared) = new SparkFieldReader(twice).ReadRecord(new SparkScope(_layers, null, 0), shape.Columns, document);
    }

    /// <summary>A relation with the columns of a Bronze table and those that <see cref="Struct"/> needs; it can follow FROM.</summary>
    public string Around(string relation) => _layers.Around(relation);

    /// <summary>The struct of value, faults, undeclared and payload_hash.</summary>
    public string Struct
    {
        get
        {
            var malformed = SparkFieldReader.Fault(-1, "'MALFORMED'", "''",
                "CASE WHEN payload IS NULL THEN 'is not valid UTF-8' ELSE 'is not one complete JSON object' END");
            return $"""
                named_struct(
                  'value', {_value},
                  'faults', CASE WHEN {_value} IS NULL THEN array({malformed}) WHEN size({_faults}) > 0 THEN {_faults} END,
                  'undeclared', CASE WHEN size({_undeclared}) > 0 THEN {_undeclared} END,
                  'payload_hash', xxhash64(coalesce(encode(payload, 'UTF-8'), payload_bytes)))
                """;
        }
    }

    private const string One = "\\u0001";

    // The control character 1 takes the place of the backslash, so that no escape holds a quote. No valid record holds it.
    private static string Masked(string text) =>
        $"""replace(replace(regexp_replace({text}, {Quote("""\\(["\\/bfnrt]|u[0-9a-fA-F]{4})""")}, '{One}$1'), '{One}"', '{One}q'), '{One}\\', '{One}s')""";

    private static string Tagged(string tokens)
    {
        var part = $$"""
            CASE WHEN t IN ('{', '}', '[', ']', ',', ':', 'true', 'false', 'null') THEN t
              WHEN t LIKE '"%' AND length(t) > 1 THEN concat('"', CASE WHEN get({{tokens}}, i + 1) = ':' THEN concat(i, '#') ELSE '$' END, substr(t, 2))
              WHEN t RLIKE '^-?[0-9]' AND NOT get({{tokens}}, i + 1) <=> ':' THEN concat('"#', t, '"')
              ELSE '!' END
            """;
        var text = $"array_join(transform({tokens}, (t, i) -> {part}), '')";
        return $"""concat('[', replace(replace(replace({text}, '{One}q', '\\"'), '{One}s', '\\\\'), '{One}', '\\'), ',"end"]')""";
    }

    // Deeper records cannot be told from broken ones here: the query ends instead of judging them otherwise than DuckDB does.
    private static string Deep(string tokens, string parsed) => $$"""
        CASE WHEN {{tokens}} IS NULL OR {{parsed}} IS NOT NULL OR size({{tokens}}) <= {{MaxDepth}} OR get({{tokens}}, 0) <> '{' THEN false
          WHEN aggregate({{tokens}}, named_struct('d', 0, 'm', 0), (a, t) -> named_struct(
            'd', a.d + CASE WHEN t IN ('{', '[') THEN 1 WHEN t IN ('}', ']') THEN -1 ELSE 0 END,
            'm', greatest(a.m, a.d + CASE WHEN t IN ('{', '[') THEN 1 ELSE 0 END))).m <= {{MaxDepth}} THEN false
          ELSE CAST(raise_error('A record is nested deeper than {{MaxDepth}} levels, which Spark cannot read.') AS BOOLEAN) END
        """;

    private static string Quote(string text) => Dialect.Spark.Quote(text);
}
