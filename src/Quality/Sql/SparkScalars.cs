using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// Writes how Spark reads a single value from its token: a struct of the value (<c>v</c>), and code (<c>c</c>) and message
/// (<c>m</c>) of its fault. Numbers never pass through a binary fraction unless they are one.
/// </summary>
internal static class SparkScalars
{
    private const string Time = """^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])(\.[0-9]+)?""";
    private const string Offset = "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])";

    /// <summary>The struct.</summary>
    /// <param name="type">What is read.</param>
    /// <param name="variant">The VARIANT.</param>
    /// <param name="text">The token's text; null when it is of another kind.</param>
    /// <param name="bind">Makes a column of a value, and refers to it.</param>
    public static string Read(FieldType type, string variant, string text, Func<string, string> bind) => type switch
    {
        FieldType.Text => Exact(text),
        FieldType.Boolean => Exact($"try_variant_get({variant}, '$', 'boolean')"),
        FieldType.Integer integer => Whole(integer, text, bind),
        FieldType.Decimal number => Decimal(number, text, bind),
        FieldType.Double => Fraction(type, "a 64-bit float", text, bind),
        FieldType.Float => Fraction(type, "a 32-bit float", text, bind),
        FieldType.Date => Choose(type,
            ($"{text} RLIKE '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}\\\\z' AND {IsDay(text)}", text, null, null),
            ("true", null, "FORMAT", "is not a date of the form yyyy-MM-dd")),
        FieldType.Timestamp => Instant(type, text, true, bind),
        FieldType.TimestampNtz => Instant(type, text, false, bind),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Only single values are read from one token."),
    };

    public static string TypeName(FieldType type) => type switch
    {
        FieldType.Object o => $"STRUCT<{string.Join(", ", o.Fields.Select(f => $"{Dialect.Spark.Identifier(f.Name)}: {TypeName(f.Type)}"))}>",
        FieldType.Array a => $"ARRAY<{TypeName(a.Element.Type)}>",
        _ => Dialect.Spark.TypeName(type),
    };

    /// <summary>The type in the words of messages.</summary>
    public static string NameOf(FieldType type) => type switch
    {
        FieldType.Text => "text",
        FieldType.Integer => "a whole number",
        FieldType.Decimal or FieldType.Double or FieldType.Float => "a number",
        FieldType.Boolean => "a boolean",
        FieldType.Date => "a date",
        FieldType.Timestamp or FieldType.TimestampNtz => "a time",
        FieldType.Object => "an object",
        _ => "an array",
    };

    private static string Whole(FieldType.Integer type, string text, Func<string, string> bind)
    {
        var n = Digits(text, bind);
        var (least, greatest) = type.Bits == 32 ? ($"{int.MinValue}", $"{int.MaxValue}") : ($"{long.MinValue}", $"{long.MaxValue}");
        var value = bind($"CASE WHEN {n}.d <> '' AND {n}.e >= 0 AND length({n}.d) + {n}.e <= 20 THEN {Exactly(n, "DECIMAL(20,0)")} END");
        return Choose(type,
            ($"{n}.d = ''", "0", null, null),
            ($"{n}.e < 0", null, "TYPE", "is not a whole number"),
            ($"{value} BETWEEN CAST('{least}' AS DECIMAL(20,0)) AND CAST('{greatest}' AS DECIMAL(20,0))", value, null, null),
            ("true", null, "PRECISION", $"is too large for {type.Bits} bits"));
    }

    private static string Decimal(FieldType.Decimal type, string text, Func<string, string> bind)
    {
        var n = Digits(text, bind);
        return Choose(type,
            ($"{n}.d = ''", "0", null, null),
            ($"{n}.e + {type.Scale} < 0", null, "PRECISION", $"has more than {type.Scale} digits after the point"),
            ($"length({n}.d) + {n}.e + {type.Scale} > {type.Precision}", null, "PRECISION", $"is too large for decimal({type.Precision},{type.Scale})"),
            ("true", Exactly(n, TypeName(type)), null, null));
    }

    private static string Exactly(string n, string type) => $"CAST(concat({n}.g, {n}.d, 'E', {n}.e) AS {type})";

    // A number as sign (g), digits without zeros around them (d) and the power of ten (e) of the last one.
    private static string Digits(string text, Func<string, string> bind)
    {
        var parts = bind($"named_struct('g', {Group(1)}, 'a', trim(LEADING '0' FROM concat({Group(2)}, {Group(3)})), 'f', length({Group(3)}), "
            + $"'y', {Group(4)}, 'x', trim(LEADING '0' FROM {Group(5)}))");
        var digits = bind($"trim(TRAILING '0' FROM {parts}.a)");
        var exponent = $"CASE WHEN {parts}.x = '' THEN 0L WHEN length({parts}.x) > 9 THEN 1000000000L ELSE CAST({parts}.x AS BIGINT) END";
        return bind($"named_struct('g', {parts}.g, 'd', {digits}, 'e', CASE {parts}.y WHEN '-' THEN -1L ELSE 1L END * {exponent} "
            + $"- {parts}.f + length({parts}.a) - length({digits}))");

        string Group(int group) =>
            $"regexp_extract({text}, '^(-?)([0-9]+)(?:\\\\.([0-9]+))?(?:[eE]([+-]?)([0-9]+))?\\\\z', {group})";
    }

    private static string Fraction(FieldType type, string name, string text, Func<string, string> bind)
    {
        var value = bind($"CAST({text} AS {TypeName(type)})");
        return Choose(type,
            ($"abs({value}) < CAST('Infinity' AS {TypeName(type)})", value, null, null), ("true", null, "PRECISION", $"is too large for {name}"));
    }

    private static string Instant(FieldType type, string text, bool isZoned, Func<string, string> bind)
    {
        var p = bind($"named_struct('d', regexp_extract({text}, {Quote(Time)}, 1), 't', regexp_extract({text}, {Quote(Time)}, 2), "
            + $"'f', regexp_extract({text}, {Quote(Time)}, 4), 'z', regexp_extract({text}, {Quote($@"{Time}{Offset}\z")}, 5), "
            + $"'b', {text} RLIKE {Quote($@"{Time}\z")})");
        var fraction = $"CAST(rpad(substr({p}.f, 2), 6, '0') AS BIGINT)";
        var offset = isZoned
            ? $" - CASE WHEN upper({p}.z) = 'Z' THEN 0L ELSE CASE substr({p}.z, 1, 1) WHEN '-' THEN -60000000L ELSE 60000000L END "
                + $"* (60 * CAST(substr({p}.z, 2, 2) AS INT) + CAST(substr({p}.z, 5, 2) AS INT)) END"
            : "";
        var micros = $"unix_micros(CAST(concat({p}.d, ' ', {p}.t, '+00:00') AS TIMESTAMP)) + {fraction}{offset}";
        var isWhole = isZoned ? $"{p}.z <> ''" : $"{p}.b";
        return Choose(type,
            ($"{p}.d = '' OR NOT {IsDay($"{p}.d")}", null, "FORMAT", "is not a time of RFC 3339"),
            (isZoned ? $"{p}.b" : "false", null, "FORMAT", "is a time without a zone"),
            ($"NOT ({isWhole})", null, "FORMAT", "is not a time of RFC 3339"),
            ($"substr({p}.f, 8) RLIKE '[1-9]'", null, "PRECISION", "is finer than a microsecond"),
            ("true", $"timestamp_micros({micros})", null, null));
    }

    private static string IsDay(string text) => $"(try_cast({text} AS DATE) IS NOT NULL AND NOT {text} LIKE '0000%')";

    private static string Choose(FieldType type, params (string Condition, string? Value, string? Code, string? Message)[] cases) =>
        $"CASE {string.Join(' ', cases.Select(c => $"WHEN {c.Condition} THEN {(c.Value is null ? Wrong(type, c.Code!, c.Message!) : Exact($"CAST({c.Value} AS {TypeName(type)})"))}"))} END";

    private static string Exact(string value) => $"named_struct('v', {value}, 'c', CAST(NULL AS STRING), 'm', CAST(NULL AS STRING))";

    private static string Wrong(FieldType type, string code, string message) =>
        $"named_struct('v', CAST(NULL AS {TypeName(type)}), 'c', '{code}', 'm', '{message}')";

    private static string Quote(string text) => Dialect.Spark.Quote(text);
}
