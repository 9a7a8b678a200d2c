namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>What is often written and not portable: why, and what to write instead.</summary>
internal static class PortableAdvice
{
    private const string Pattern = "a pattern may hold letters, classes, groups, quantifiers, ^, $, \\z, \\d, \\w and \\s only";

    /// <summary>Names with spaces between them, the reason, and a portable way.</summary>
    public static readonly IReadOnlyList<(string Names, string Reason, string Advice)> List =
    [
        ("round", "DOUBLE is rounded differently, and Spark keeps other types", "Round a DECIMAL: round(CAST(x AS DECIMAL(18,6)), 2)."),
        ("sum fsum", "a sum of DOUBLE depends on the order of rows", "Sum DECIMALs: sum(CAST(x AS DECIMAL(18,6)))."),
        ("avg favg mean", "an average of DOUBLE depends on the order of rows", "Write CAST(sum(CAST(x AS DECIMAL(18,6))) AS DOUBLE) / count(x)."),
        ("~~* !~~* ilike_escape not_ilike_escape", "the engines fold letters differently", "Write lower(x) LIKE 'a%'."),
        ("regexp_matches regexp_full_match regexp_extract regexp_extract_all regexp_split_to_array", Pattern, "Write [Aa] for (?i)a, and [^a]* for look-around."),
        ("regexp_replace", $"without 'g' DuckDB replaces the first match only, and {Pattern}", "Write regexp_replace(x, pattern, text, 'g')."),
        ("strptime try_strptime", "the engines know other marks and read other texts", "Cut the parts: make_date(CAST(substr(x, 7, 4) AS INTEGER), CAST(substr(x, 4, 2) AS INTEGER), CAST(substr(x, 1, 2) AS INTEGER))."),
        ("date_diff datediff date_sub datesub", "DuckDB counts borders, Spark whole units", "Write date_diff('day', a, b), or (epoch_us(b) - epoch_us(a)) // 1000000."),
        ("json_extract json_extract_string json_valid json_transform json_array_length to_json ->> ->", "the engines accept other texts as JSON and write numbers differently", "Declare the field in the contract, and read the column."),
        ("list array_agg", "Spark leaves nulls out, and orders a list only when it is of structs", "Write string_agg(x, ',' ORDER BY key), or keep the rows."),
        ("list_distinct list_sort array_sort list_reverse_sort", "the engines place nulls differently", "Use unnest in FROM, and GROUP BY."),
        ("power pow ** ^ ln log log2 log10 exp sin cos tan cbrt", "the last bit may differ", "Multiply, or compute it where the data is read."),
        ("stddev stddev_samp stddev_pop variance var_samp var_pop", "a sum of DOUBLE depends on the order of rows", "Compute it from sum(x) and sum(x * x) of DECIMALs."),
        ("substr substring left right", "the engines count from 0 or with negative lengths differently", "Give numbers: a start other than 0 and no negative length."),
        ("split_part split string_split", "the engines read an index of 0 and an empty separator differently", "Give the separator as a text and an index from 1."),
        ("unnest generate_series", "Spark has it in FROM only", "Write FROM t CROSS JOIN unnest(t.list) AS u(x)."),
        ("hash crc32 xxhash64 md5_number", "each engine has its own", "Write md5(x), or CAST('0x' || substr(md5(x), 1, 15) AS BIGINT)."),
        ("row", "the engines compare it differently", "Compare its parts one by one; count(DISTINCT md5(a || '|' || b)) for pairs."),
        ("initcap", "DuckDB does not have it", "Write upper(substr(x, 1, 1)) || lower(substr(x, 2))."),
        ("reverse ascii unicode levenshtein printf format url_encode", "the engines work on other units of text", "Use substr, lpad and replace."),
        ("<< >>", "the engines treat overflow differently", "Multiply or divide by a power of two."),
        ("grouping grouping_id", "GROUPING SETS are not on the list", "Write a UNION ALL of the groupings."),
    ];

    private static readonly Dictionary<string, (string Reason, string Advice)> ByName = List
        .SelectMany(line => line.Names.Split(' ').Select(name => (name, line)))
        .ToDictionary(pair => pair.name, pair => (pair.line.Reason, pair.line.Advice), StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a function is not portable, and what to write; nulls where nothing is known.</summary>
    public static (string? Reason, string? Advice) Of(string name) =>
        ByName.TryGetValue(name, out var known) ? known : (null, null);
}
