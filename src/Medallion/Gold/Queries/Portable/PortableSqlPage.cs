using System.Text;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>Writes the page of what is portable, from the lists that the translation uses.</summary>
public static class PortableSqlPage
{
    private static readonly (string Construct, string Spark)[] Constructs =
    [
        ("SELECT, DISTINCT, WHERE, GROUP BY (ALL, positions, names), HAVING, QUALIFY", "the same; QUALIFY as a condition around the query"),
        ("ORDER BY", "with NULLS FIRST or LAST always written: DuckDB's default is LAST, Spark's FIRST when ascending"),
        ("LIMIT and OFFSET with numbers", "the same"),
        ("*, t.*, EXCLUDE, REPLACE, RENAME", "the columns by name"),
        ("JOIN, LEFT, RIGHT, FULL, CROSS, SEMI, ANTI; ON and USING; LATERAL", "the same"),
        ("UNION, EXCEPT, INTERSECT, with and without ALL", "with both sides cast to DuckDB's type"),
        ("WITH, subqueries in FROM, VALUES", "the same"),
        ("FROM unnest(list), range(a, b)", "LATERAL explode, range"),
        ("(SELECT …) as a value, x IN (SELECT …)", "the same, when it does not look at the query around"),
        ("EXISTS", "the same, also correlated"),
        ("AND, OR, NOT, =, <>, <, <=, >, >=, BETWEEN, IN, IS NULL, IS DISTINCT FROM", "both sides cast to one type; a text literal beside a number or time is read as one"),
        ("CASE, coalesce, nullif, ifnull, if, greatest, least", "all results cast to one type"),
        ("s.member, l[i], m[key], l[a:b], [a, b], {'a': 1}", "lists count from 1; null beyond the ends"),
        ("lambda x: …", "x -> …"),
        ("f(x) FILTER (WHERE …), f(DISTINCT x)", "the same, not with OVER"),
        ("f(x) OVER (PARTITION BY … ORDER BY … ROWS or RANGE …)", "ROWS with numbers; RANGE with UNBOUNDED and CURRENT ROW"),
        ("CAST of a number", "DOUBLE to whole numbers rounded half to even, DECIMAL half away from zero, where Spark cuts"),
        ("CAST of a text", "to DECIMAL, whole numbers, DOUBLE, BOOLEAN, DATE: as DuckDB; texts that only one engine reads (1e3 as BIGINT, 1_000) end the query on Spark"),
        ("CAST to a text", "of whole numbers, DECIMAL, BOOLEAN, DATE, TIMESTAMP; DOUBLE is written differently and refused"),
    ];

    /// <summary>The page, in Markdown.</summary>
    public static string Write()
    {
        var page = new StringBuilder("""
            # Portable SQL

            A product is one SELECT in DuckDB's SQL. When the project also runs on Spark (`engines: [duckdb, spark]` in
            `lakehouse.yaml`), each product is read as DuckDB's parse tree, bound to types, and written as Spark computes the same
            values of the same types. What is on this page can be written; anything else is `QUA1201` at `validate`, with the line
            and a portable way. A project with `engines: [duckdb]` may use everything that DuckDB has and is deterministic.

            Spark runs in ANSI mode with the session time zone UTC. Sums of whole numbers have 128 bits inside a query, and are
            kept as 64 bits in a table. DECIMALs of more than 15 digits lose the same digits on the way to DOUBLE only in most
            cases; do not convert them. Sums and averages of DOUBLE are refused, because they depend on the order of rows.

            This page is written from the lists in the code; a test keeps it true.

            ## Constructs

            | DuckDB | Spark |
            |---|---|

            """);
        foreach (var (construct, spark) in Constructs)
        {
            Row(page, construct, spark);
        }
        Section(page, "Texts", PortableFunctions.Texts);
        Section(page, "Numbers", PortableNumbers.List);
        Section(page, "Dates and times", PortableTimes.List);
        Section(page, "Lists, structs and maps", PortableFunctions.Lists);
        Section(page, "Aggregates and windows", PortableAggregates.List);
        page.Append("""

            ## Not portable

            | DuckDB | Why | Instead |
            |---|---|---|

            """);
        foreach (var (names, reason, advice) in PortableAdvice.List)
        {
            Row(page, string.Join(", ", names.Split(' ').Select(name => Code(name))), reason, advice);
        }
        return page.ToString();
    }

    private static void Section(StringBuilder page, string title, IReadOnlyList<PortableFunction> functions)
    {
        page.Append($"\n## {title}\n\n`'text'` and `'whole'` are literals.\n\n| DuckDB | Type | Spark | Note |\n|---|---|---|---|\n");
        foreach (var function in functions)
        {
            var spark = function.Spark.Replace("{d}", "", StringComparison.Ordinal).Replace("{o}", "", StringComparison.Ordinal);
            Row(page, Code(function.Form), Result(function), spark.Length > 120 ? "letter by letter" : Code(spark), function.Note);
        }
    }

    private static string Result(PortableFunction function) => function.Result switch
    {
        "1" => "of the first argument",
        "common" => "the common type",
        "sum" or "product" => "DuckDB's",
        var kind => kind,
    };

    private static string Code(string text) => $"`{text}`";

    private static void Row(StringBuilder page, params string[] cells) =>
        page.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
