using Lakehouse.Quality;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Sql;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>What the dialect tables write means the same on both engines, and what <c>dialect-cases.csv</c> says where it has the line.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class DialectTests(SparkConnectFixture spark)
{
    private static readonly (string Case, string Result, Func<Dialect, string> Select)[] Cases =
    [
        ("re-test", "true | false", d => $"{Found(d, "'abc123'", "[0-9]+")}, {Found(d, "'abc'", "^b")}"),
        ("re-digit-unicode", "false", d => Found(d, "'١'", @"^\d$")),
        ("re-dot-newline", "false", d => Found(d, "'a' || chr(10) || 'b'", "a.b")),
        ("re-end-z", "false", d => Found(d, "'ab' || chr(10)", @"^ab\z")),
        ("length-astral", "3 | 1", d => $"{Dialect.Fill(d.CharacterCount, "'a😀é'")}, {Dialect.Fill(d.CharacterCount, "'é'")}"),
        ("epoch-us-diff", "1200000", d => $"{Micros(d, "CAST('2024-01-01 00:00:02.1+00:00' AS {0})")} - {Micros(d, "CAST('2024-01-01 00:00:00.9+00:00' AS {0})")}"),
        ("array-length", "0 | NULL", d => $"{Size(d, List(d))}, {Size(d, $"CASE WHEN 1 = 0 THEN {List(d, "1")} END")}"),
        ("array-first", "10", d => Dialect.Fill(d.ListItem, List(d, "10", "20"), "0")),
        ("array-out", "NULL", d => Dialect.Fill(d.ListItem, List(d, "10"), "4")),
        ("struct-field", "1", d => $"s.a FROM (SELECT {Struct(d, ("a", "1"))} AS s) t"),
        ("dec-round-cast", "1.01 | -1.01 | 3", d => $"{Cast(d, "1.005", 10, 2)}, {Cast(d, "-1.005", 10, 2)}, {Cast(d, "2.5", 10, 0)}"),
        ("dec-sum-cast", "3.3", d => $"CAST(sum(x) AS {Decimal(d, 38, 2)}) FROM (VALUES ({Cast(d, "1.10", 18, 2)}), ({Cast(d, "2.20", 18, 2)})) t(x)"),
        ("dec-to-text", "1.50 | 0.00", d => $"CAST({Cast(d, "1.50", 10, 2)} AS {d.Text}), CAST({Cast(d, "0", 10, 2)} AS {d.Text})"),
        ("text-int-11", "NULL", d => $"TRY_CAST('9223372036854775808' AS {d.Int64})"),
        ("text-double-03", "NaN", d => $"TRY_CAST('NaN' AS {d.Double})"),
        ("text-bool-05", "true", d => $"TRY_CAST('y' AS {d.Boolean})"),
        ("text-date-03", "2024-02-09", d => $"CAST(TRY_CAST('2024-2-9' AS {d.Date}) AS {d.Text})"),
        ("text-instant-06", "2024-01-02 01:04:05", d => $"TRY_CAST('2024-01-02T03:04:05+02:00' AS {d.Timestamp})"),
        ("quoted text", @"it's \\n ""x"" ` '' \\", d => d.Quote(@"it's \n ""x"" ` '' \")),
        ("length of quoted text", "4 | 0", d => $"length({d.Quote(@"a\nb")}), length({d.Quote("")})"),
        ("quoted names", "1 | 2", d => $"{d.Identifier("a\"`b")}, {d.Path("s.in ner")} FROM (SELECT 1 AS {d.Identifier("a\"`b")}, {Struct(d, ("in ner", "2"))} AS s) t"),
        ("list contains", "true | false | NULL", d => $"{Contains(d, "2")}, {Contains(d, "3")}, {Contains(d, "CAST(NULL AS INT)")}"),
        ("list filter", "[2, 3]", d => Dialect.Fill(d.ListFilter, List(d, "1", "2", "3"), Dialect.Fill(d.Lambda, "x", "x > 1"))),
        ("list transform", "[2, 4]", d => Dialect.Fill(d.ListTransform, List(d, "1", "2"), Dialect.Fill(d.Lambda, "x", "x * 2"))),
        ("list transform of structs", "[5]", d => Dialect.Fill(d.ListTransform, List(d, Struct(d, ("a", "5"))), Dialect.Fill(d.Lambda, "x", "x.a"))),
        ("list sort", "[[1, 2], [1, 3], [2]]", d => Dialect.Fill(d.ListSort, List(d, List(d, "2"), List(d, "1", "3"), List(d, "1", "2")))),
        ("list flatten", "[1, 2, 3]", d => Dialect.Fill(d.ListFlatten, List(d, List(d, "1", "2"), List(d), List(d, "3")))),
        ("indexes", "[0, 1, 2] | []", d => $"{Dialect.Fill(d.Indexes, "3")}, {Dialect.Fill(d.Indexes, Size(d, List(d)))}"),
        ("indexes of items", "[1:0, 2:1]", d => Dialect.Fill(d.ListTransform, Dialect.Fill(d.Indexes, "2"), Dialect.Fill(d.Lambda, "i", $"CAST({Dialect.Fill(d.ListItem, List(d, "1", "2"), "i")} AS {d.Text}) || ':' || CAST(i AS {d.Text})"))),
        ("microseconds without zone", "1", d => Micros(d, $"CAST('1970-01-01 00:00:00.000001' AS {d.TimestampNtz})")),
        ("date of an instant", "2023-12-31", d => Dialect.Fill(d.UtcDate, $"CAST('2024-01-01 01:00:00+02:00' AS {d.Timestamp})")),
        ("date of a time without zone", "2024-01-01", d => Dialect.Fill(d.UtcDate, $"CAST('2024-01-01 23:59:59' AS {d.TimestampNtz})")),
        ("literal of each type", "true | 1.5 | 2024-01-01 | 2024-01-01 00:00:00", d =>
            $"{d.Literal(new FieldType.Boolean(), "true")}, {d.Literal(new FieldType.Decimal(5, 2), "1.50")}, "
            + $"{d.Literal(new FieldType.Date(), "2024-01-01")}, {d.Literal(new FieldType.TimestampNtz(), "2024-01-01 00:00:00")}"),
    ];

    [SkippableFact]
    public void What_the_tables_write_means_the_same()
    {
        using var engines = new BothEngines(spark);
        var lines = DialectCase.ReadAll().ToDictionary(line => line.Id);

        Assert.All(Cases, mapped =>
        {
            Assert.Equal(mapped.Result, engines.DuckDb($"SELECT {mapped.Select(Dialect.DuckDb)}"));
            Assert.Equal(mapped.Result, engines.Spark($"SELECT {mapped.Select(Dialect.Spark)}"));
            if (lines.TryGetValue(mapped.Case, out var line))
            {
                Assert.Equal((line.DuckDbResult, line.SparkResult), (mapped.Result, mapped.Result));
            }
        });
    }

    [SkippableFact]
    public void Table_checks_count_the_same()
    {
        const string Rows =
            "(SELECT * FROM (VALUES (1, 'DE', 'a\\b'), (1, 'DE', 'it''s'), (2, NULL, ''), (2, 'xx', NULL), (NULL, NULL, 'N/A')) AS t(id, country, note)) AS r";
        TableCheck[] checks =
        [
            Check(TableMetric.RowCount, []),
            Check(TableMetric.NullValues, ["country"]),
            Check(TableMetric.DuplicateValues, ["id"]),
            Check(TableMetric.DuplicateValues, ["id", "country"]),
            Check(TableMetric.MissingValues, ["note"]) with { Values = [new(ScalarKind.Null, ""), new(ScalarKind.Text, ""), new(ScalarKind.Text, "N/A")] },
            Check(TableMetric.InvalidValues, ["country"]) with { Pattern = @"^[A-Z]{2}\z" },
            Check(TableMetric.InvalidValues, ["note"]) with { Values = [new(ScalarKind.Text, @"a\b"), new(ScalarKind.Text, "it's")] },
        ];
        using var engines = new BothEngines(spark);

        var duckDb = TableCheckCompiler.Compile(checks, Dialect.DuckDb, Rows);
        var onSpark = TableCheckCompiler.Compile(checks, Dialect.Spark, Rows.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("''s", @"\'s", StringComparison.Ordinal));

        const string Expected = "5 | 5 | 2 | 2 | 1 | 3 | 1 | 2";
        Assert.Equal(Expected, engines.DuckDb(duckDb.Sql!));
        Assert.Equal(Expected, engines.Spark(onSpark.Sql!));
    }

    private static TableCheck Check(TableMetric metric, IReadOnlyList<string> columns) =>
        new("check", metric, new Threshold(Comparison.Equal, 0), new FilePosition("test", 1, 1)) { Columns = columns };

    private static string Found(Dialect d, string text, string pattern) => Dialect.Fill(d.PatternFound, text, d.Quote(pattern));

    private static string Micros(Dialect d, string value) => Dialect.Fill(d.Microseconds, Dialect.Fill(value, d.Timestamp));

    private static string Size(Dialect d, string list) => Dialect.Fill(d.ListSize, list);

    private static string List(Dialect d, params string[] items) => Dialect.Fill(d.List, string.Join(", ", items));

    private static string Contains(Dialect d, string value) => Dialect.Fill(d.ListContains, List(d, "1", "2"), value);

    private static string Struct(Dialect d, params (string Name, string Value)[] members) =>
        Dialect.Fill(d.Struct, string.Join(", ", members.Select(m => Dialect.Fill(d.StructMember, m.Name, m.Value))));

    private static string Decimal(Dialect d, int precision, int scale) => Dialect.Fill(d.Decimal, $"{precision}", $"{scale}");

    private static string Cast(Dialect d, string value, int precision, int scale) => $"CAST({value} AS {Decimal(d, precision, scale)})";
}
