using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>The closed list of the functions of one row. DuckDB's names in lower case.</summary>
internal static class PortableFunctions
{
    private const string Spaces = @"\u0020\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000";

    public static readonly IReadOnlyList<PortableFunction> Texts =
    [
        new("lower(text)", "text", LetterCase.Lower, "Spark knows the final sigma and dots the Turkish I; letters newer than Unicode 13 are left as they are by either engine's own table"),
        new("upper(text)", "text", LetterCase.Upper, "Spark writes ß as SS; each letter is mapped to one, as in DuckDB"),
        new("length(text)", "bigint", "CAST(length({0}) AS BIGINT)", "code points"),
        new("strlen(text)", "bigint", "CAST(octet_length({0}) AS BIGINT)", "bytes of UTF-8"),
        new("trim(text)", "text", $"trim(BOTH '{Spaces}' FROM {{0}})", "Spark trims U+0020 only, DuckDB every Unicode space"),
        new("ltrim(text)", "text", $"trim(LEADING '{Spaces}' FROM {{0}})", "as trim"),
        new("rtrim(text)", "text", $"trim(TRAILING '{Spaces}' FROM {{0}})", "as trim"),
        new("trim(text, 'text')", "text", "trim(BOTH {1} FROM {0})"),
        new("ltrim(text, 'text')", "text", "trim(LEADING {1} FROM {0})"),
        new("rtrim(text, 'text')", "text", "trim(TRAILING {1} FROM {0})"),
        new("substr(text, 'whole')", "text", "substr({0}, {1})", "the start is a number other than 0") { Write = a => Substring(a) },
        new("substr(text, 'whole', 'whole')", "text", "substr({0}, {1}, {2})",
            "Spark counts a start of 0 as 1, and no negative length: both are refused") { Write = a => Substring(a) },
        new("left(text, 'whole')", "text", "left({0}, {1})", "a negative count is refused") { Write = a => Counted(a, "left({0}, {1})") },
        new("right(text, 'whole')", "text", "right({0}, {1})", "a negative count is refused") { Write = a => Counted(a, "right({0}, {1})") },
        new("lpad(text, 'whole', 'text')", "text", "lpad({0}, {1}, {2})") { Write = a => Padded(a, "lpad({0}, {1}, {2})") },
        new("rpad(text, 'whole', 'text')", "text", "rpad({0}, {1}, {2})") { Write = a => Padded(a, "rpad({0}, {1}, {2})") },
        new("repeat(text, 'whole')", "text", "repeat({0}, {1})"),
        new("replace(text, text, text)", "text", "replace({0}, {1}, {2})"),
        new("translate(text, 'text', 'text')", "text", "translate({0}, {1}, {2})"),
        new("instr(text, text)", "bigint", "CAST(instr({0}, {1}) AS BIGINT)"),
        new("strpos(text, text)", "bigint", "CAST(instr({0}, {1}) AS BIGINT)"),
        new("contains(text, text)", "boolean", "contains({0}, {1})"),
        new("starts_with(text, text)", "boolean", "startswith({0}, {1})"),
        new("ends_with(text, text)", "boolean", "endswith({0}, {1})"),
        new("suffix(text, text)", "boolean", "endswith({0}, {1})"),
        new("prefix(text, text)", "boolean", "startswith({0}, {1})"),
        new("split_part(text, 'text', 'whole')", "text", "split_part({0}, {1}, {2})", "an index of 0 and an empty separator are refused") { Write = SplitPart },
        new("split(text, 'text')", "text[]", "split({0}, {1})", "Spark reads the separator as a pattern: it is quoted; an empty one is refused") { Write = Split },
        new("string_split(text, 'text')", "text[]", "split({0}, {1})", "as split") { Write = Split },
        new("concat_ws('text', printable, ...)", "text", "concat_ws(…)") { Write = a => Joined("concat_ws", a) },
        new("concat(printable, ...)", "text", "concat_ws('', …)", "DuckDB skips nulls") { Write = a => Joined("concat_ws", [new Term("''", SqlType.Text), .. a]) },
        new("||(written, written)", "text", "({0} || {1})", "numbers, dates and truth values as text; DOUBLE is written differently and refused"),
        new("chr('whole')", "text", "decode(unhex(…), 'UTF-32')", "Spark counts to 255 only") { Write = Character },
        new("md5(text)", "text", "md5({0})"),
        new("sha256(text)", "text", "sha2({0}, 256)"),
        new("encode(text)", "binary", "encode({0}, 'UTF-8')"),
        new("base64(binary)", "text", "replace(base64({0}), '\\r\\n', '')", "Spark may break lines"),
        new("to_base64(binary)", "text", "replace(base64({0}), '\\r\\n', '')", "Spark may break lines"),
        new("hex(text)", "text", "hex({0})"),
        new("~~(text, 'text')", "boolean", "({0} LIKE {1} ESCAPE …)", "x LIKE y. DuckDB has no escape of its own, Spark the backslash") { Write = a => Like(a, "", null) },
        new("!~~(text, 'text')", "boolean", "({0} NOT LIKE {1} ESCAPE …)", "x NOT LIKE y") { Write = a => Like(a, "NOT ", null) },
        new("like_escape(text, 'text', 'text')", "boolean", "({0} LIKE {1} ESCAPE {2})", "x LIKE y ESCAPE z") { Write = a => Like(a, "", a[2].Text) },
        new("not_like_escape(text, 'text', 'text')", "boolean", "({0} NOT LIKE {1} ESCAPE {2})", "x NOT LIKE y ESCAPE z") { Write = a => Like(a, "NOT ", a[2].Text) },
        new("regexp_matches(text, 'text')", "boolean", "({0} RLIKE {1})", "patterns: see below") { Write = a => Pattern(a, p => $"({a[0].Sql} RLIKE {p})", SqlType.Boolean) },
        new("regexp_full_match(text, 'text')", "boolean", "({0} RLIKE '^(?:…)\\z')", "patterns: see below") { Write = a => Pattern(a, p => $"({a[0].Sql} RLIKE concat('^(?:', {p}, ')\\\\z'))", SqlType.Boolean) },
        new("regexp_extract(text, 'text')", "text", "regexp_extract({0}, {1}, 0)", "Spark's default is group 1") { Write = a => Pattern(a, p => $"regexp_extract({a[0].Sql}, {p}, 0)", SqlType.Text) },
        new("regexp_extract(text, 'text', 'whole')", "text", "regexp_extract({0}, {1}, {2})") { Write = a => Pattern(a, p => $"regexp_extract({a[0].Sql}, {p}, {a[2].Sql})", SqlType.Text) },
        new("regexp_replace(text, 'text', 'text', 'text')", "text", "regexp_replace({0}, {1}, {2})", "with 'g' only: without it DuckDB replaces the first match") { Write = Replaced },
        new("regexp_extract_all(text, 'text')", "text[]", "regexp_extract_all({0}, {1}, 0)") { Write = a => Pattern(a, p => $"regexp_extract_all({a[0].Sql}, {p}, 0)", SqlType.List(SqlType.Text)) },
        new("regexp_split_to_array(text, 'text')", "text[]", "split({0}, {1})", "the pattern must not match the empty text") { Write = a => Pattern(a, p => $"split({a[0].Sql}, {p})", SqlType.List(SqlType.Text)) },
    ];

    public static readonly IReadOnlyList<PortableFunction> Lists =
    [
        new("len(list)", "bigint", "CAST(array_size({0}) AS BIGINT)"),
        new("len(text)", "bigint", "CAST(length({0}) AS BIGINT)"),
        new("length(list)", "bigint", "CAST(array_size({0}) AS BIGINT)"),
        new("array_length(list)", "bigint", "CAST(array_size({0}) AS BIGINT)"),
        new("list_contains(list, plain)", "boolean", "coalesce(array_contains({0}, {1}), false)",
            "Spark answers null for a list with a null in it") { Write = Contains },
        new("array_contains(list, plain)", "boolean", "as list_contains", "") { Write = Contains },
        new("list_value(plain, ...)", "list", "array(…)", "[a, b]"),
        new("struct_pack(any, ...)", "struct", "named_struct(…)", "{'a': 1}"),
        new("list_transform(list, lambda)", "list", "transform({0}, x -> …)"),
        new("list_filter(list, lambda)", "list", "filter({0}, x -> …)"),
        new("map_keys(map)", "list", "map_keys({0})") { Write = a => new Term($"map_keys({a[0].Sql})", SqlType.List(a[0].Type.Members[0].Type)) },
        new("map_values(map)", "list", "map_values({0})") { Write = a => new Term($"map_values({a[0].Sql})", SqlType.List(a[0].Type.Members[1].Type)) },
        new("struct_extract(any, 'text')", "member", "{0}.member", "s.member"),
        new("list_extract(list, whole)", "element", "try_element_at({0}, {1})", "l[i], from 1; null beyond the ends") { Write = a =>
            new Term($"try_element_at({a[0].Sql}, nullif(CAST({a[1].Sql} AS INT), 0))", a[0].Type.Element) },
        new("array_slice(list, 'whole', 'whole')", "1", "slice({0}, {1}, …)", "l[a:b] with numbers from 1") { Write = Slice },
    ];

    private static readonly PortableFunction[] All =
        [.. Texts, .. PortableNumbers.List, .. PortableTimes.List, .. Lists, .. PortableAggregates.List];

    private static readonly ILookup<string, PortableFunction> ByName =
        All.ToLookup(function => function.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The lines of a function.</summary>
    public static IEnumerable<PortableFunction> Find(string name) => ByName[name];

    private static Term? Substring(IReadOnlyList<Term> a) => a[1].Whole == 0 || (a.Count > 2 && a[2].Whole < 0)
        ? null : new Term($"substr({string.Join(", ", a.Select(term => term.Sql))})", SqlType.Text);

    private static Term? Counted(IReadOnlyList<Term> a, string template) =>
        a[1].Whole < 0 ? null : new Term(SparkText.Fill(template, [a[0].Sql, a[1].Sql]), SqlType.Text);

    private static Term? Padded(IReadOnlyList<Term> a, string template) => a[1].Whole < 0 || a[2].Text!.Length == 0
        ? null : new Term(SparkText.Fill(template, [.. a.Select(term => term.Sql)]), SqlType.Text);

    private static Term? SplitPart(IReadOnlyList<Term> a) => a[2].Whole == 0 || a[1].Text!.Length == 0
        ? null : new Term($"split_part({a[0].Sql}, {a[1].Sql}, {a[2].Sql})", SqlType.Text);

    private static Term? Split(IReadOnlyList<Term> a) => a[1].Text!.Length == 0 || a[1].Text!.Contains(@"\E", StringComparison.Ordinal)
        ? null : new Term($"split({a[0].Sql}, {SparkText.Quote($@"\Q{a[1].Text}\E")})", SqlType.List(SqlType.Text));

    private static Term Joined(string name, IReadOnlyList<Term> a) =>
        new($"{name}({string.Join(", ", a.Select(term => term.Sql))})", SqlType.Text);

    private static Term? Character(IReadOnlyList<Term> a) => a[0].Whole is var code && code > 0 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF)
        ? new Term(SparkText.Quote(char.ConvertFromUtf32((int)code!.Value)), SqlType.Text) { Text = char.ConvertFromUtf32((int)code.Value) } : null;

    private static Term? Like(IReadOnlyList<Term> a, string not, string? escape)
    {
        if (escape is { Length: not 1 })
        {
            return null;
        }
        escape ??= "!#$&|^~".Where(c => !a[1].Text!.Contains(c, StringComparison.Ordinal)).Select(c => c.ToString()).FirstOrDefault();
        return escape is null ? null : new Term($"({a[0].Sql} {not}LIKE {a[1].Sql} ESCAPE {SparkText.Quote(escape)})", SqlType.Boolean);
    }

    private static Term? Pattern(IReadOnlyList<Term> a, Func<string, string> write, SqlType type) =>
        SparkPattern.Translate(a[1].Text!) is { } pattern ? new Term(write(SparkText.Quote(pattern)), type) : null;

    private static Term? Replaced(IReadOnlyList<Term> a)
    {
        if (a[3].Text != "g" || SparkPattern.Replacement(a[2].Text!) is not { } replacement)
        {
            return null;
        }
        return Pattern(a, p => $"regexp_replace({a[0].Sql}, {p}, {SparkText.Quote(replacement)})", SqlType.Text);
    }

    private static Term? Contains(IReadOnlyList<Term> a) => TypeRules.Common(a[0].Type.Element, a[1].Type) is { } type
        && (type == a[0].Type.Element || a[1].IsLiteral) && !a[0].Type.Element.IsNested
        ? new Term($"CASE WHEN {a[0].Sql} IS NOT NULL AND {a[1].Sql} IS NOT NULL THEN coalesce(array_contains({a[0].Sql}, "
            + $"{SparkText.Cast(a[1].Sql, a[0].Type.Element)}), false) END", SqlType.Boolean)
        : null;

    private static Term? Slice(IReadOnlyList<Term> a) => a[1].Whole > 0 && a[2].Whole >= a[1].Whole
        ? new Term($"slice({a[0].Sql}, {a[1].Sql}, {a[2].Whole - a[1].Whole + 1})", a[0].Type) : null;
}
