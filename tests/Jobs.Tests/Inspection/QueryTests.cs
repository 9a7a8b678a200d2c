using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Inspection;

/// <summary>What <c>query</c> answers and what it refuses. In this process, for there are many.</summary>
public sealed class QueryTests(BuiltShop shop) : IClassFixture<BuiltShop>
{
    [Theory]
    [InlineData("select count(*) as n from silver.orders@v0")]
    [InlineData("select count(*) as n from silver . orders@v0 as o -- silver.orders@v9")]
    [InlineData("select count(*) as n from SILVER.Orders where note is distinct from 'silver.orders@v9'")]
    [InlineData("with orders as (from silver.orders) select count(*) as n from orders")]
    [InlineData("select count(*) as n from delta_scan('{tables}/silver/orders')")]
    [InlineData("select count(*) as n from silver.orders as o join Delta_Scan ( '{tables}/silver/orders' ) as d using (order_id)")]
    [InlineData("select (select count(*) from silver.orders) as n from range(1)")]
    [InlineData("select sum(n)::bigint as n from (select count(*) as n from silver.orders group by country_of(customer))", false)]
    [InlineData("from (from silver.orders union all from silver.orders limit 0) select count(*) + (select count(*) from silver.orders) as n")]
    public async Task Tables_are_read_at_any_version_in_any_place(string sql, bool isRight = true)
    {
        var run = await QueryAsync(sql.Replace("{tables}", Path.Combine(shop.Root, ShopFolder.Project, "tables"), StringComparison.Ordinal));

        Assert.Equal(isRight ? 0 : 2, run.ExitCode);
        if (isRight)
        {
            Assert.Equal($"n\n{ShopFolder.Expected.Orders.Accepted}\n", run.Out);
        }
    }

    [Theory]
    [InlineData("MED0602", "Did you mean silver.orders?", "from silver.ordres")]
    [InlineData("MED0602", "silver.orders has no version 7; its newest is 0", "from silver.orders@v7")]
    [InlineData("MED0602", "there is no table gold.nothing_like_it", "from gold.nothing_like_it")]
    [InlineData("MED0603", "Do you mean bronze.orders or silver.orders?", "from orders")]
    [InlineData("MED0603", "exactly one statement", "select 1; select 2")]
    [InlineData("MED0603", "exactly one statement", "")]
    [InlineData("MED0603", "exactly one statement", "-- nothing")]
    [InlineData("MED0603", "no SELECT", "drop view silver.orders")]
    [InlineData("MED0603", "no SELECT", "copy silver.orders to 'orders.csv'")]
    [InlineData("MED0603", "no SELECT", "attach 'other.db'")]
    [InlineData("MED0603", "no SELECT", "set memory_limit = '1GB'")]
    [InlineData("MED0603", "cannot parse", "selct 1")]
    [InlineData("MED0603", "nope", "select nope from silver.orders")]
    [InlineData("MED0603", "no table of the lakehouse", "from 'samples/shop/lakehouse.yaml'")]
    [InlineData("MED0603", "no table of the lakehouse", "from 'samples/shop/landing/orders/orders-2026-03-01.jsonl'")]
    [InlineData("MED0603", "no table of the lakehouse", "from \"a.csv\"")]
    [InlineData("MED0603", "no table of the lakehouse", "from a.csv")]
    [InlineData("MED0603", "no table of the lakehouse", "from (with \"a.csv\" as (select 1) from \"a.csv\"), \"a.csv\"")]
    [InlineData("MED0603", "no table of the lakehouse", "from information_schema.tables")]
    [InlineData("MED0603", "no table of the lakehouse", "from memory.silver.orders")]
    [InlineData("MED0602", "Name the folder that has _delta_log in it", "from delta_scan('')")]
    [InlineData("MED0603", "delta_scan('PATH')", "from delta_scan('a' || 'b')")]
    [InlineData("MED0603", "read_csv", "from read_csv('a.csv')")]
    [InlineData("MED0603", "read_text", "select * from silver.orders, read_text('a')")]
    [InlineData("MED0603", "read_parquet", "select (select count(*) from read_parquet('a')) from range(1)")]
    [InlineData("MED0603", "glob", "from glob('*')")]
    [InlineData("MED0603", "query", "from query('select 1')")]
    [InlineData("MED0603", "query_table", "from query_table('a.csv')")]
    [InlineData("MED0603", "landing_lines", "from landing_lines(1)")]
    [InlineData("MED0603", "duckdb_settings", "from duckdb_settings()")]
    [InlineData("MED0603", "getenv", "select getenv('HOME')")]
    [InlineData("MED0603", "AT is not read here", "from silver.orders at (version => 0)")]
    [InlineData("MED0603", "SHOW", "show tables")]
    [InlineData("MED0603", "NUL", "select 'a\0b'")]
    public async Task What_does_not_read_tables_of_the_lakehouse_is_refused(string code, string told, string sql)
    {
        var run = await QueryAsync(sql);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"error: {code}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Deep_nesting_is_refused_or_answered_but_never_crashes()
    {
        foreach (var depth in new[] { 50, 900, 5_000, 100_000 })
        {
            var run = await QueryAsync($"select {new string('(', depth)}1{new string(')', depth)} as n");

            Assert.True(run.ExitCode is 0 or 2, run.Error);
            Assert.DoesNotContain("defect", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Values_of_every_type_are_written_in_every_format()
    {
        const string sql = """
            select true as b, 1::tinyint as i8, 170141183460469231731687303715884105727::hugeint as i128,
              12345678901234567890123456789012345.678::decimal(38, 3) as d, 1.5::double as f, 'nan'::float as nan,
              '2026-03-01'::date as day, '10:11:12.5'::time as clock, '2026-03-01 10:00:00'::timestamp as ts,
              '2026-03-01 10:00:00+02'::timestamptz as tz, interval 3 days as i, 'a,"b"' || chr(10) as t, ''::varchar as e,
              null as n, '\xAA'::blob as x, [1, null] as l, {'a': {'b': [1.50::decimal(5,2)]}} as s,
              map {'k': 1} as m, 'c0ffee00-0000-4000-8000-000000000000'::uuid as u
            """;

        var json = await QueryAsync(sql, "--json");
        var csv = await QueryAsync(sql, "--format", "csv");
        var table = await QueryAsync(sql);

        Assert.Equal((0, 0, 0), (json.ExitCode, csv.ExitCode, table.ExitCode));
        using var document = System.Text.Json.JsonDocument.Parse(json.Out);
        var row = document.RootElement[0];
        Assert.Equal("170141183460469231731687303715884105727", row.GetProperty("i128").GetRawText());
        Assert.Equal("12345678901234567890123456789012345.678", row.GetProperty("d").GetRawText());
        Assert.Equal("2026-03-01T08:00:00Z", row.GetProperty("tz").GetString());
        Assert.Equal("[1,null]", row.GetProperty("l").GetRawText());
        Assert.Equal("{\"a\":{\"b\":[1.50]}}", row.GetProperty("s").GetRawText());
        Assert.Equal("{\"k\":1}", row.GetProperty("m").GetRawText());
        Assert.Equal("a,\"b\"\n", row.GetProperty("t").GetString());
        Assert.Contains("\"a,\"\"b\"\"\n\",\"\",,", csv.Out, StringComparison.Ordinal);
    }

    private Task<MedallionRun> QueryAsync(string sql, params string[] options) =>
        MedallionRun.Of(["query", sql, Path.Combine(shop.Root, ShopFolder.Project), .. options, .. Format(options)]);

    private static string[] Format(string[] options) => options.Length == 0 ? ["--format", "csv"] : [];
}
