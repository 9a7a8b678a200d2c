using Lakehouse.Medallion.Gold.Queries;
using Xunit;

namespace Lakehouse.Medallion.Tests.Gold.Queries;

public sealed class ProductQueryTests(DuckDbSession session) : IClassFixture<DuckDbSession>
{
    [Theory]
    [InlineData("select 1", "")]
    [InlineData("select * from silver.orders", "silver.orders")]
    [InlineData("FROM Silver.Orders SELECT id", "silver.Orders")]
    [InlineData("select * from silver.a, gold.b, silver.A", "gold.b silver.a")]
    [InlineData("with c as (select * from silver.a) select * from c", "silver.a")]
    [InlineData("with c as (select 1), d as (select * from c) select * from d, silver.c", "silver.c")]
    [InlineData("select * from (with c as (select * from silver.a) select * from c) x join gold.b using (id)", "gold.b silver.a")]
    [InlineData("with c as (select * from silver.a) select * from (with c as (select id from c) select * from c)", "silver.a")]
    [InlineData("with recursive r as (select id from silver.a union all select id + 1 from r where id < 5) select * from r", "silver.a")]
    [InlineData("select (select max(id) from silver.a) + 1 where exists (from silver.b) or 1 in (select id from gold.c)", "gold.c silver.a silver.b")]
    [InlineData("select * from silver.a a, lateral (select * from silver.b where b.id = a.id) l", "silver.a silver.b")]
    [InlineData("select * from silver.a union all select * from silver.b except select * from gold.c", "gold.c silver.a silver.b")]
    [InlineData("select id from silver.a order by (select max(id) from silver.b) limit (select count(*) from silver.c)", "silver.a silver.b silver.c")]
    [InlineData("select case when id > (select 1 from gold.b) then 1 end from silver.a group by all having max(id) > (select 2 from gold.c)", "gold.b gold.c silver.a")]
    [InlineData("select sum(id) filter (id > (select 1 from gold.b)) over (order by (select 1 from gold.c), id) from silver.a", "gold.b gold.c silver.a")]
    [InlineData("select * from silver.a join silver.b on a.id = (select max(id) from silver.c)", "silver.a silver.b silver.c")]
    [InlineData("select * from (pivot silver.a on name in ('p', 'q') using sum(id) group by day)", "silver.a")]
    [InlineData("select * from (unpivot silver.a on p, q)", "silver.a")]
    [InlineData("select d::date from generate_series(date '2024-01-01', date '2024-02-01', interval 1 day) t(d), range(3), unnest([1])", "")]
    [InlineData("select list_transform([1], lambda x: x + 1), [y for y in [1, 2] if y > 1]", "")]
    public void Dependencies_are_the_tables_that_the_query_reads(string sql, string expected)
    {
        var tables = session.Parse(sql).Dependencies.Select(table => table.FullName);
        Assert.Equal(expected, string.Join(' ', tables));
    }

    [Theory]
    [InlineData("select count(*) from gold.p", true)]
    [InlineData("select count() as bad from gold.p where amount < 0 or (amount is null and name like '%x')", true)]
    [InlineData("select count(id) from gold.p", false)]
    [InlineData("select count(distinct id) from gold.p", false)]
    [InlineData("select count(*) filter (id > 1) from gold.p", false)]
    [InlineData("select count(*) - 1 from gold.p", false)]
    [InlineData("select count(*), 1 from gold.p", false)]
    [InlineData("select count(*) from gold.p limit 0", false)]
    [InlineData("select count(*) from gold.p group by id", false)]
    [InlineData("select count(*) from gold.p having count(*) > 5", false)]
    [InlineData("select count(*) over () from gold.p", false)]
    [InlineData("select count(*) from gold.p where amount > (select avg(amount) from gold.p)", false)]
    [InlineData("select count(*) from gold.p where exists (from gold.p)", false)]
    [InlineData("select count(*) from gold.p, gold.q", false)]
    [InlineData("select count(*) from gold.p using sample 10%", false)]
    [InlineData("select count(*) from (select id from gold.p group by id having count(*) > 1)", false)]
    [InlineData("select count(*) from gold.p union all select count(*) from gold.p", false)]
    [InlineData("select max(amount) from gold.p", false)]
    public void A_count_of_rows_is_told_from_other_queries(string sql, bool expected) =>
        Assert.Equal(expected, session.TryParse(sql).Query is { CountsRows: true });

    [Theory]
    [InlineData("", QueryErrorCodes.NotOneSelect, 1, 1)]
    [InlineData("-- only a comment", QueryErrorCodes.NotOneSelect, 1, 1)]
    [InlineData("select 1; select 2", QueryErrorCodes.NotOneSelect, 1, 1)]
    [InlineData("insert into silver.a select 1", QueryErrorCodes.NotOneSelect, 1, 1)]
    [InlineData("drop table silver.a", QueryErrorCodes.NotOneSelect, 1, 1)]
    [InlineData("select * from (pivot silver.a on name using sum(id))", QueryErrorCodes.NotOneSelect, 1, 1)]
    [InlineData("select 1\nform silver.a", QueryErrorCodes.Syntax, 2, 6)]
    [InlineData("select 1\n  from orders", QueryErrorCodes.ForbiddenTable, 2, 8)]
    [InlineData("select 'é€𝄞', 1 from orders", QueryErrorCodes.ForbiddenTable, 1, 23)]
    [InlineData("select * from bronze.orders", QueryErrorCodes.ForbiddenTable, 1, 15)]
    [InlineData("select * from other.silver.orders", QueryErrorCodes.ForbiddenTable, 1, 15)]
    [InlineData("select * from 'orders.parquet'", QueryErrorCodes.ForbiddenTable, 1, 15)]
    [InlineData("select * from information_schema.tables", QueryErrorCodes.ForbiddenTable, 1, 15)]
    [InlineData("select * from (with c as (select 1) select * from c), c", QueryErrorCodes.ForbiddenTable, 1, 55)]
    [InlineData("with b as (select * from c), c as (select 1) select * from b", QueryErrorCodes.ForbiddenTable, 1, 26)]
    [InlineData("select * from read_csv('a.csv')", QueryErrorCodes.ForbiddenTableFunction, 1, 15)]
    [InlineData("select * from query('select 1')", QueryErrorCodes.ForbiddenTableFunction, 1, 15)]
    [InlineData("select * from silver.a at (version => 3)", QueryErrorCodes.UnsupportedConstruct, 1, 15)]
    [InlineData("describe silver.a", QueryErrorCodes.UnsupportedConstruct, 1, 1)]
    [InlineData("show tables", QueryErrorCodes.UnsupportedConstruct, 1, 1)]
    [InlineData("select * from silver.a where id = ?", QueryErrorCodes.UnsupportedConstruct, 1, 33)]
    [InlineData("select * from silver.a where id = $id", QueryErrorCodes.UnsupportedConstruct, 1, 33)]
    public void What_is_no_product_is_refused_with_its_place(string sql, string code, int line, int column)
    {
        var problem = Assert.Single(session.TryParse(sql).Problems);
        Assert.Equal((code, line, column), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_the_text()
    {
        const string sql = "select now(),\n  random()\nfrom orders\nlimit 3";
        var problems = session.TryParse(sql).Problems;
        Assert.Equal(
            [
                (QueryErrorCodes.NonDeterministicFunction, 1), (QueryErrorCodes.NonDeterministicFunction, 2),
                (QueryErrorCodes.ForbiddenTable, 3), (QueryErrorCodes.UnstatedOrder, 4),
            ],
            problems.Select(problem => (problem.Code, problem.Line)));
    }

    [Fact]
    public void A_problem_names_the_construct_and_the_next_step()
    {
        var problem = Assert.Single(session.TryParse("select id\nfrom orders").Problems);
        Assert.Equal(
            "MED0205: line 2, column 6: 'orders' is not a table that a product may read. A product reads silver.<dataset> and "
            + "gold.<product> only: write silver.orders or gold.orders, or define the name in WITH.",
            problem.ToString());
    }

    [Fact]
    public void A_dependency_knows_where_it_is_named_first()
    {
        var table = Assert.Single(session.Parse("select *\nfrom silver.a\njoin silver.a b using (id)").Dependencies);
        Assert.Equal((2, 6), (table.Line, table.Column));
    }
}
