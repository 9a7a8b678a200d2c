using Lakehouse.Delta.Schemas;
using Lakehouse.Medallion.Gold.Queries;
using Xunit;

namespace Lakehouse.Medallion.Tests.Gold.Queries;

public sealed class PartitionTraceTests(DuckDbSession session) : IClassFixture<DuckDbSession>
{
    [Theory]
    // Plain references, aliases, subqueries and WITH.
    [InlineData("select event_date, id from silver.x", "event_date: silver.x.event_date")]
    [InlineData("select day as event_date from (select event_date as day from silver.x)", "event_date: silver.x.event_date")]
    [InlineData("with c as (select * from silver.x) select event_date, v from c", "event_date: silver.x.event_date")]
    [InlineData("with c(day) as (select event_date from silver.x) select c.day event_date from c", "event_date: silver.x.event_date")]
    [InlineData("select t.d as event_date from silver.x as t(d)", "event_date: silver.x.event_date")]
    [InlineData("select silver.x.event_date from silver.x where v > 1", "event_date: silver.x.event_date")]
    [InlineData("from silver.x select * exclude (v)", "event_date: silver.x.event_date")]
    [InlineData("select * replace (id + 1 as id) from silver.x", "event_date: silver.x.event_date")]
    [InlineData("select * rename (day as event_date) from (select event_date as day from silver.x)", "event_date: silver.x.event_date")]
    [InlineData("select EVENT_DATE from SILVER.X", "event_date: silver.X.event_date")]
    [InlineData("select unnest(tags) as tag, event_date from silver.x", "event_date: silver.x.event_date")]
    [InlineData("select x.event_date, u.tag from silver.x, unnest(x.tags) as u(tag)", "event_date: silver.x.event_date")]
    // Grouping.
    [InlineData("select event_date, count(*) as n from silver.x group by all", "event_date: silver.x.event_date")]
    [InlineData("select event_date, sum(v) as v from silver.x group by 1 having sum(v) > 3", "event_date: silver.x.event_date")]
    [InlineData("select day as event_date, max(n) as n from (select event_date as day, id, count(*) as n from silver.x group by day, id) group by day", "event_date: silver.x.event_date")]
    [InlineData("select distinct event_date, id from silver.x", "event_date: silver.x.event_date")]
    [InlineData("select distinct on (event_date, id) * from silver.x order by v", "event_date: silver.x.event_date")]
    // Joins.
    [InlineData("select x.event_date, y.v from silver.x join silver.y using (event_date, id)", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select y.event_date from silver.x, silver.y where x.event_date = y.event_date and x.id = y.id", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select * from silver.x join silver.y using (event_date, id)", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select * from silver.x natural join silver.y", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select x.event_date from silver.x left join silver.y on x.event_date is not distinct from y.event_date", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select event_date, x.v from silver.y right join silver.x using (event_date)", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select event_date, x.v, y.v as w from silver.x full join silver.y using (event_date)", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select event_date from silver.x semi join silver.y using (event_date)", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select event_date from silver.x anti join silver.y using (event_date)", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select x.event_date from silver.x asof join silver.y on x.event_date = y.event_date and x.v >= y.v", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select x.event_date, y.v from silver.x join silver.y using (id)", "event_date: silver.x.event_date; whole silver.y")]
    [InlineData("select x.event_date, p.name from silver.x join silver.people p on p.id = x.id", "event_date: silver.x.event_date; whole silver.people")]
    [InlineData("select x.event_date, p.name from silver.x left join silver.people p on p.id = x.id", "event_date: silver.x.event_date; whole silver.people")]
    [InlineData("select c.day as event_date, count(x.id) as n from silver.days c left join silver.x on x.event_date = c.day group by c.day", "event_date: silver.x.event_date; whole silver.days")]
    [InlineData("select x.event_date from silver.x left join silver.y using (id) where x.event_date = y.event_date", "event_date: silver.x.event_date; whole silver.y")]
    [InlineData("select x.event_date from silver.x asof join silver.y using (event_date, v)", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select x.event_date from silver.x asof join silver.y using (id, event_date)", "event_date: silver.x.event_date; whole silver.y")]
    [InlineData("select c.day as event_date from silver.days c semi join silver.x on x.event_date = c.day", "event_date: silver.x.event_date; whole silver.days")]
    [InlineData("select z.event_date from silver.x join silver.y on x.event_date = y.event_date join silver.x z on z.event_date = y.event_date", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select a.event_date from silver.x a join silver.x b on a.event_date = b.event_date and a.id < b.id", "event_date: silver.x.event_date")]
    [InlineData("select x.event_date, l.n from silver.x, lateral (select count(*) as n, y.event_date from silver.y where y.id = x.id group by y.event_date) l where l.event_date = x.event_date", "event_date: silver.x.event_date, silver.y.event_date")]
    // Set operations.
    [InlineData("select id, event_date from silver.x union all select id, event_date from silver.y", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select id, event_date from silver.x union select 0, date '2024-01-01'", "event_date: silver.x.event_date")]
    [InlineData("select event_date from silver.x except select event_date from silver.y", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select id, event_date from silver.x union all by name select event_date, id from silver.y", "event_date: silver.x.event_date, silver.y.event_date")]
    [InlineData("select * from silver.x union all select * from silver.x", "event_date: silver.x.event_date")]
    // Windows.
    [InlineData("select event_date, row_number() over (partition by event_date order by id) as n from silver.x", "event_date: silver.x.event_date")]
    [InlineData("select event_date, id from silver.x qualify row_number() over (partition by id, event_date order by v) = 1", "event_date: silver.x.event_date")]
    [InlineData("select event_date, sum(sum(v)) over (partition by event_date) as share from silver.x group by event_date, id", "event_date: silver.x.event_date")]
    // Subqueries in expressions make their tables whole.
    [InlineData("select event_date, (select max(v) from silver.y) as most from silver.x", "event_date: silver.x.event_date; whole silver.y")]
    [InlineData("select event_date from silver.x where exists (select 1 from silver.y where y.id = x.id)", "event_date: silver.x.event_date; whole silver.y")]
    [InlineData("select event_date from silver.x where id in (select id from silver.people)", "event_date: silver.x.event_date; whole silver.people")]
    [InlineData("select event_date, v from silver.x, (select id from silver.y order by v limit 1) best", "event_date: silver.x.event_date; whole silver.y")]
    public void Partitions_are_traced(string sql, string expected) => Assert.Equal(expected, Trace(sql));

    [Theory]
    [InlineData("select\n\n date_trunc('day', seen) as event_date, id from silver.x", "column event_date is computed by date_trunc in line 3")]
    [InlineData("select event_date::date as event_date from silver.x", "column event_date is computed by a cast in line 1")]
    [InlineData("select event_date + 1 as event_date from silver.x", "column event_date is computed by the operator + in line 1")]
    [InlineData("select max(event_date) as event_date, id from silver.x group by id", "column event_date is computed by max in line 1")]
    [InlineData("select date '2024-01-01' as event_date from silver.x", "column event_date is computed by a cast in line 1")]
    [InlineData("select id from silver.x", "the query has no column event_date")]
    [InlineData("select columns('e.*') from silver.x", "column event_date comes after columns that only DuckDB can name")]
    [InlineData("select #1, event_date from silver.x", "column event_date comes after columns that only DuckDB can name")]
    [InlineData("select unnest(info), event_date from silver.x", "column event_date comes after columns that only DuckDB can name")]
    [InlineData("select seen as event_date from silver.x", "column event_date comes from silver.x.seen, which is not a partition column")]
    [InlineData("select info.event_date from silver.x", "column event_date cannot be followed to a column of a table")]
    [InlineData("select birthday as event_date from silver.people", "no table that it reads is partitioned")]
    [InlineData("select event_date from silver.x order by id limit 3", "LIMIT or OFFSET in line 1 counts rows of all partitions")]
    [InlineData("select event_date from silver.x order by id offset 3", "LIMIT or OFFSET in line 1 counts rows of all partitions")]
    [InlineData("select event_date from (select * from silver.x\norder by id limit 3)", "LIMIT or OFFSET in line 2 counts rows of all partitions")]
    [InlineData("select distinct on (id) event_date, id from silver.x order by v", "DISTINCT ON in line 1 is not by the partition column")]
    [InlineData("select distinct on (event_date) id as event_date, event_date as day from silver.x order by v", "column event_date comes from silver.x.id, which is not a partition column")]
    [InlineData("select event_date, count(*) as n from silver.x group by rollup (event_date)", "GROUPING SETS, ROLLUP or CUBE in line 1 also groups over all partitions")]
    [InlineData("select event_date, row_number() over (order by id) as n from silver.x", "the window of row_number in line 1 is not partitioned by the partition column")]
    [InlineData("select event_date from silver.x qualify max(v) over (partition by id) = v", "the window of max in line 1 is not partitioned by the partition column")]
    [InlineData("select y.event_date from silver.x full join silver.y on x.event_date = y.event_date", "the join in line 1 does not match rows by the partition column of silver.y")]
    [InlineData("select y.event_date from silver.x left join silver.y on x.event_date = y.event_date", "column event_date comes from silver.y, and a join can leave it empty")]
    [InlineData("select x.event_date, y.v from silver.x full join silver.y using (event_date)", "column event_date comes from silver.x, and a join can leave it empty")]
    [InlineData("select y.event_date from silver.days c asof join silver.y on c.id = y.id and c.day >= y.event_date", "the join in line 1 does not match rows by the partition column of silver.y")]
    [InlineData("select d.day as event_date from silver.days d, silver.x", "column event_date comes from silver.days, which is not partitioned")]
    [InlineData("select x.event_date from silver.x right join silver.people p on x.id = p.id", "the join in line 1 does not match rows by the partition column of silver.x")]
    [InlineData("select c.day as event_date from silver.days c anti join silver.x on c.id = x.id", "the join in line 1 does not match rows by the partition column of silver.x")]
    [InlineData("select a.event_date from silver.x a join silver.x b using (id)", "the join in line 1 does not match rows by the partition column of silver.x")]
    [InlineData("select event_date from silver.x where v = (select max(v) from silver.x)", "the subquery in line 1 reads silver.x whole")]
    [InlineData("select event_date, id from silver.x union all select info.event_date, id from silver.x", "the branches of a set operation do not give partition columns in the same place")]
    [InlineData("with recursive r as (select event_date, id from silver.x union all select event_date, id - 1 from r where id > 0) select * from r", "a recursive query reads silver.x")]
    [InlineData("select event_date from (pivot silver.x on id in (1, 2) using count(*) group by event_date)", "PIVOT or UNPIVOT in line 1 is not traced")]
    [InlineData("select event_date from silver.missing", "no table that it reads is partitioned")]
    public void What_cannot_be_proven_says_why(string sql, string reason) => Assert.Equal("not: " + reason, Trace(sql));

    [Fact]
    public void A_name_that_two_columns_bear_means_the_first()
    {
        const string sql = "select * from (select id as event_date, y.* from silver.y)";
        Assert.StartsWith("not:", Trace(sql), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_other_types_do_not_carry_the_proof()
    {
        Assert.Equal("event_date: silver.x.event_date; whole silver.wide",
            Trace("select x.event_date from silver.x join silver.wide w on w.seen = x.event_date"));
    }

    [Fact]
    public void Any_of_several_partition_columns_may_be_traced()
    {
        var query = session.Parse("select month as m, region as r, count(*) as n from silver.wide group by all");
        var trace = Assert.IsType<ProvablePartitions>(query.Trace(["n", "r"], TraceInputs.Find));
        Assert.Equal("r", trace.Column);
        Assert.Equal("region", trace.Traced["silver.wide"]);
    }

    [Fact]
    public void A_product_without_partitions_is_recomputed_whole()
    {
        var trace = session.Parse("select event_date from silver.x").Trace([], TraceInputs.Find);
        Assert.Equal(new UnprovablePartitions("the product is not partitioned"), trace);
    }

    private string Trace(string sql) => session.Parse(sql).Trace(["event_date"], TraceInputs.Find) switch
    {
        ProvablePartitions proof => Text(proof),
        UnprovablePartitions none => "not: " + none.Reason,
        var other => throw new InvalidOperationException($"{other}"),
    };

    private static string Text(ProvablePartitions proof)
    {
        var traced = string.Join(", ", proof.Traced.Select(pair => $"{pair.Key}.{pair.Value}").Order(StringComparer.Ordinal));
        var whole = proof.WholeInputs.Count == 0 ? "" : "; whole " + string.Join(", ", proof.WholeInputs.Order());
        return $"{proof.Column}: {traced}{whole}";
    }
}

/// <summary>The tables that the traced queries read.</summary>
internal static class TraceInputs
{
    private static readonly StructType Info = new([new("event_date", PrimitiveType.Date)]);

    private static readonly StructType Events = new([
        new("event_date", PrimitiveType.Date), new("id", PrimitiveType.Long), new("v", PrimitiveType.Long),
        new("seen", PrimitiveType.Timestamp), new("tags", new ArrayType(PrimitiveType.String)), new("info", Info)]);

    private static readonly Dictionary<string, InputTable> Tables = new(StringComparer.OrdinalIgnoreCase)
    {
        ["silver.x"] = new(Events, ["event_date"]),
        ["silver.y"] = new(Events, ["event_date"]),
        ["silver.people"] = new(new([
            new("id", PrimitiveType.Long), new("name", PrimitiveType.String), new("birthday", PrimitiveType.Date)]), []),
        ["silver.days"] = new(new([new("day", PrimitiveType.Date), new("id", PrimitiveType.Long)]), []),
        ["silver.wide"] = new(new([
            new("month", PrimitiveType.String), new("region", PrimitiveType.String), new("id", PrimitiveType.Long),
            new("day", PrimitiveType.Date), new("seen", PrimitiveType.Timestamp)]), ["month", "region"]),
    };

    public static InputTable? Find(string table) => Tables.GetValueOrDefault(table);
}
