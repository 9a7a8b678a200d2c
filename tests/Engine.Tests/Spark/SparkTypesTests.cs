using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Engine.Tests.Spark;

/// <summary>Values of every type, as Spark's SQL writes them and as .NET gets them.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait(SparkConnectCollection.Trait, SparkConnectCollection.Spark)]
public sealed class SparkTypesTests(SparkConnectFixture spark)
{
    private static readonly (string Sql, object? Value)[] Values =
    [
        ("CAST(-128 AS TINYINT)", (sbyte)-128),
        ("CAST(-32768 AS SMALLINT)", (short)-32768),
        ("-2147483647", -2147483647),
        ("9223372036854775807", 9223372036854775807L),
        ("CAST('1.5' AS FLOAT)", 1.5f),
        ("double('-Infinity')", double.NegativeInfinity),
        ("double('NaN')", double.NaN),
        ("true", true),
        ("CAST('-12.30' AS DECIMAL(4,2))", -12.30m),
        ("CAST('9999999999999999999999999999' AS DECIMAL(28,0))", 9999999999999999999999999999m),
        ("CAST('-0.00000000000000000000000000000000000001' AS DECIMAL(38,38))", new DuckDBDecimal(-1, 38)),
        ("CAST('99999999999999999999999999999999999999' AS DECIMAL(38,0))",
            new DuckDBDecimal(Int128.Parse("99999999999999999999999999999999999999"), 0)),
        ("DATE'0001-01-01'", new DateOnly(1, 1, 1)),
        ("DATE'9999-12-31'", new DateOnly(9999, 12, 31)),
        ("TIMESTAMP'1969-12-31 23:59:59.999999Z'", new DateTime(1969, 12, 31, 23, 59, 59, DateTimeKind.Utc).AddTicks(9_999_990)),
        ("TIMESTAMP'2024-02-29 12:00:00+02:00'", new DateTime(2024, 2, 29, 10, 0, 0, DateTimeKind.Utc)),
        ("TIMESTAMP_NTZ'2024-02-29 12:00:00.000001'", new DateTime(2024, 2, 29, 12, 0, 0).AddTicks(10)),
        ("''", ""),
        ("'🐘 ä\\n\\''", "🐘 ä\n'"),
        ("X'00FF10'", new byte[] { 0, 255, 16 }),
        ("X''", Array.Empty<byte>()),
        ("array(1, NULL, 3)", new List<object?> { 1, null, 3 }),
        ("CAST(array() AS ARRAY<STRING>)", new List<object?>()),
        ("array(array('a'), NULL, array())", new List<object?> { new List<object?> { "a" }, null, new List<object?>() }),
        ("named_struct('n', 1, 's', CAST(NULL AS STRING))", new Dictionary<string, object?> { ["n"] = 1, ["s"] = null }),
        ("map('a', array(1L), 'b', NULL)", new Dictionary<object, object?> { ["a"] = new List<object?> { 1L }, ["b"] = null }),
        ("map()", new Dictionary<object, object?>()),
        ("NULL", null),
        ("CAST(NULL AS BIGINT)", null),
        ("CAST(NULL AS ARRAY<INT>)", null),
        ("INTERVAL '1' DAY", TimeSpan.FromDays(1)),
        ("INTERVAL '-2-3' YEAR TO MONTH", -27),
    ];

    [SkippableTheory]
    [InlineData("false")]
    [InlineData("true")]
    public void Values_of_every_type_arrive(string large)
    {
        using var session = SparkConnectCollection.Builder(spark.Address).Config("spark.sql.execution.arrow.useLargeVarTypes", large).GetOrCreate();

        var row = Assert.Single(session.Sql($"SELECT {string.Join(", ", Values.Select(value => value.Sql))}").Collect());

        Assert.Equal(Values.Select(value => value.Value), row.Values);
        Assert.All(row.Values.OfType<DateTime>(), (time, i) => Assert.Equal(i < 2 ? DateTimeKind.Utc : DateTimeKind.Unspecified, time.Kind));
    }

    [SkippableFact]
    public void Rows_with_and_without_nulls_keep_their_order()
    {
        using var session = SparkConnectCollection.Open(spark);

        var rows = session.Sql(
            "SELECT id, IF(id % 3 = 0, NULL, CAST(id AS STRING)) AS s, IF(id % 2 = 0, NULL, id % 4 = 1) AS b, "
            + "IF(id % 5 = 0, NULL, array(id, NULL)) AS a FROM range(100) ORDER BY id").Collect();

        Assert.Equal(100, rows.Count);
        for (var i = 0L; i < 100; i++)
        {
            object?[] expected =
            [
                i, i % 3 == 0 ? null : $"{i}", i % 2 == 0 ? null : i % 4 == 1,
                i % 5 == 0 ? null : new List<object?> { i, null },
            ];
            Assert.Equal(expected, rows[(int)i].Values);
        }
    }

    [SkippableFact]
    public void The_schema_is_told_without_running_the_query()
    {
        using var session = SparkConnectCollection.Open(spark);

        var schema = session.Sql(
            "SELECT CAST(raise_error('not run') AS STRING) AS s, 1L AS l, CAST(1 AS DECIMAL(12,3)) AS d, current_timestamp() AS t, "
            + "array(map('k', named_struct('f', X'00'))) AS n, parse_json('1') AS v").Schema();

        Assert.Equal(["s", "l", "d", "t", "n", "v"], schema.Fields.Select(field => field.Name));
        Assert.Equal(
            [PrimitiveType.String, PrimitiveType.Long, new DecimalType(12, 3), PrimitiveType.Timestamp, PrimitiveType.Variant],
            schema.Fields.Where(field => field.Name != "n").Select(field => field.Type));
        var map = Assert.IsType<MapType>(Assert.IsType<ArrayType>(schema.Fields[4].Type).ElementType);
        Assert.Equal(PrimitiveType.Binary, Assert.IsType<StructType>(map.ValueType).Fields.Single().Type);
        Assert.False(map.ValueContainsNull);
        Assert.False(schema.Fields[1].Nullable);
    }

    [SkippableFact]
    public void A_type_that_tables_do_not_have_is_refused_by_name()
    {
        using var session = SparkConnectCollection.Open(spark);

        var error = Assert.Throws<EngineException>(() => session.Sql("SELECT INTERVAL '1' DAY AS gap").Schema());

        Assert.Equal(ErrorCodes.TypeNotSupported, error.Code);
        Assert.Contains("'gap'", error.Message);
    }

    [SkippableFact]
    public void A_value_beyond_the_range_of_dot_net_is_refused()
    {
        using var session = SparkConnectCollection.Open(spark);

        var error = Assert.Throws<EngineException>(() => session.Sql("SELECT date_add(DATE'9999-12-31', 1)").Collect());

        Assert.Equal(ErrorCodes.ValueNotRepresentable, error.Code);
    }

    [SkippableFact]
    public void Compressed_batches_are_refused_by_name()
    {
        using var session = SparkConnectCollection.Builder(spark.Address).Config("spark.sql.execution.arrow.compression.codec", "zstd").GetOrCreate();

        var error = Assert.Throws<EngineException>(() => session.Sql("SELECT repeat('a', 10000)").Collect());

        Assert.Equal(ErrorCodes.ArrowUnsupported, error.Code);
        Assert.Contains("spark.sql.execution.arrow.compression.codec", error.Message);
    }

    [SkippableFact]
    public void An_empty_result_has_columns_and_no_rows()
    {
        using var session = SparkConnectCollection.Open(spark);

        Assert.Empty(session.Sql("SELECT 1 AS a, 'x' AS b WHERE false").Collect());
    }

    [SkippableFact]
    public async Task Large_results_arrive_in_many_batches()
    {
        using var session = SparkConnectCollection.Open(spark);
        var (rows, sum, longest) = (0L, 0L, 0);

        await foreach (var row in session.Sql("SELECT id, CASE WHEN id % 50000 = 0 THEN repeat('x', 3000000) END FROM range(0, 250000, 1, 4)").ToLocalIteratorAsync())
        {
            Assert.Equal(rows, row.GetAs<long>(0));
            rows++;
            sum += row.GetAs<long>("id");
            longest = Math.Max(longest, row.GetAs<string?>(1)?.Length ?? 0);
        }

        Assert.Equal((250_000L, 249_999L * 125_000, 3_000_000), (rows, sum, longest));
    }
}
