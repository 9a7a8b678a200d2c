using System.Text;
using Lakehouse.Medallion.Gold.Queries;
using Xunit;

namespace Lakehouse.Medallion.Tests.Gold.Queries;

public sealed class HostileSqlTests(DuckDbSession session) : IClassFixture<DuckDbSession>
{
    private const int SmallStack = 1 << 20;

    [Fact]
    public void Parentheses_cost_nothing()
    {
        var sql = $"select {new string('(', 5_000)}id{new string(')', 5_000)} from silver.x";
        Assert.True(session.TryParse(sql).IsValid);
    }

    [Fact]
    public void A_list_of_100_000_values_is_read()
    {
        var sql = $"select id from silver.x where id in ({string.Join(", ", Enumerable.Range(0, 100_000))})";
        Assert.Equal("silver.x", Assert.Single(session.Parse(sql).Dependencies).FullName);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(900)]
    [InlineData(20_000)]
    public void Deep_expressions_are_read_or_refused(int depth) =>
        AssertReadOrTooDeep($"select 1{Repeat(" + id", depth)} as event_date from silver.x", depth);

    [Theory]
    [InlineData(100)]
    [InlineData(400)]
    [InlineData(5_000)]
    public void Deep_subqueries_are_read_or_refused(int depth) =>
        AssertReadOrTooDeep($"select event_date from {Repeat("(select * from ", depth)}silver.x{Repeat(")", depth)}", depth);

    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(5_000)]
    public void Deep_common_tables_are_read_or_refused(int depth) =>
        AssertReadOrTooDeep(
            $"{Repeat("with c as (", depth)}select event_date from silver.x{Repeat(") select * from c", depth)}", depth);

    [Theory]
    [InlineData(100)]
    [InlineData(900)]
    [InlineData(5_000)]
    public void Many_joins_are_read_or_refused(int count) =>
        AssertReadOrTooDeep($"select 1 as event_date from silver.x{Repeat(" cross join silver.x", count)}", count);

    [Fact]
    public void Many_branches_are_read()
    {
        const string branch = "select event_date from silver.x";
        var sql = string.Join(" union all ", Enumerable.Repeat(branch, 3_000));
        Assert.IsType<ProvablePartitions>(session.Parse(sql).Trace(["event_date"], TraceInputs.Find));
    }

    [Fact]
    public void Tables_that_are_used_twice_at_each_of_many_levels_are_followed_once()
    {
        var sql = new StringBuilder("with c0 as (select * from silver.x)");
        for (var i = 1; i <= 200; i++)
        {
            sql.Append(null, $", c{i} as (select event_date from c{i - 1} union all select event_date from c{i - 1})");
        }
        var query = session.Parse(sql.Append(" select event_date from c200").ToString());
        Assert.IsType<ProvablePartitions>(query.Trace(["event_date"], TraceInputs.Find));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"error\":false")]
    [InlineData("{\"error\":false,\"statements\":[{\"node\":null}]}")]
    [InlineData("{\"error\":false,\"statements\":[{\"node\":{}}]}")]
    [InlineData("{\"error\":false,\"statements\":[{\"node\":{\"type\":\"MERGE_NODE\"}}]}")]
    [InlineData("{\"error\":false,\"statements\":[{\"node\":{\"type\":\"SELECT_NODE\",\"select_list\":[{\"class\":\"NEW\"}]}}]}")]
    [InlineData("{\"error\":false,\"statements\":[{\"node\":{\"type\":\"SELECT_NODE\",\"from_table\":{\"type\":\"NEW\"}}}]}")]
    [InlineData("{\"error\":false,\"statements\":[{\"node\":{\"type\":\"SELECT_NODE\",\"modifiers\":[{\"type\":\"NEW\"}]}}]}")]
    [InlineData("{\"error\":false,\"statements\":[{\"node\":{\"type\":\"SELECT_NODE\",\"from_table\":{\"type\":\"JOIN\"}}}]}")]
    public void A_tree_that_is_not_understood_is_a_problem(string json) =>
        Assert.NotEmpty(ProductQuery.Parse("product", "select 1", json).Problems);

    [Fact]
    public void A_tree_deeper_than_any_of_DuckDB_is_a_problem()
    {
        var json = $"{{\"statements\":{new string('[', 100_000)}{new string(']', 100_000)}}}";
        var problem = Assert.Single(ProductQuery.Parse("product", "select 1", json).Problems);
        Assert.Equal(QueryErrorCodes.TooDeep, problem.Code);
    }

    [Fact]
    public void Names_may_be_of_any_characters()
    {
        var query = session.Parse("select \"größe; drop\" as \"事件\" from silver.\"été 2024\" as \"'x'\"");
        Assert.Equal("silver.été 2024", Assert.Single(query.Dependencies).FullName);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    // On a stack as small as the main thread's on Windows. A hundred levels always fit, a thousand are DuckDB's limit.
    private void AssertReadOrTooDeep(string sql, int depth)
    {
        var json = session.Serialize(sql);
        ProductQueryResult? result = null;
        PartitionTrace? trace = null;
        var thread = new Thread(
            () =>
            {
                result = ProductQuery.Parse("product", sql, json);
                trace = result.Query?.Trace(["event_date"], TraceInputs.Find);
            },
            SmallStack);
        thread.Start();
        thread.Join();
        Assert.True(result!.IsValid || depth > 100, sql);
        Assert.False(result.IsValid && depth > 1_000, sql);
        Assert.Equal(result.IsValid, trace is not null);
        Assert.All(result.Problems, problem => Assert.Equal(QueryErrorCodes.TooDeep, problem.Code));
    }
}
