using Lakehouse.Medallion.Gold.Queries;
using Xunit;

namespace Lakehouse.Medallion.Tests.Gold.Queries;

public sealed class ProductGraphTests(DuckDbSession session) : IClassFixture<DuckDbSession>
{
    private static readonly string[] Silver = ["events", "orders"];

    [Fact]
    public void Products_stand_after_those_that_they_read()
    {
        var order = Order(
            ("a", "select * from gold.c join gold.b using (id)"),
            ("b", "select * from gold.c"),
            ("c", "select * from silver.events"),
            ("d", "select 1"));
        Assert.Empty(order.Problems);
        Assert.Equal(["c", "d", "b", "a"], order.Products.Select(product => product.Name));
    }

    [Fact]
    public void The_order_does_not_depend_on_the_order_of_the_files()
    {
        (string, string)[] products =
            [("b", "from silver.orders"), ("a", "from silver.orders"), ("c", "from gold.a"), ("d", "from GOLD.B")];
        var forward = Order(products).Products.Select(product => product.Name);
        var backward = Order([.. products.Reverse()]).Products.Select(product => product.Name);
        Assert.Equal(["a", "b", "c", "d"], forward);
        Assert.Equal(["a", "b", "c", "d"], backward);
    }

    [Fact]
    public void A_circle_is_told_with_its_path()
    {
        var order = Order(
            ("a", "select *\nfrom gold.b"), ("b", "from gold.c"), ("c", "from gold.a"),
            ("reader", "from gold.a"), ("free", "from silver.orders"));
        var problem = Assert.Single(order.Problems);
        Assert.Equal("a", problem.Product);
        Assert.Equal(
            "MED0210: line 2, column 6: Products read each other in a circle: gold.a -> gold.b -> gold.c -> gold.a. "
            + "Take one of these tables out of one of the queries.",
            problem.Problem.ToString());
        Assert.Equal(["free"], order.Products.Select(product => product.Name));
    }

    [Fact]
    public void A_product_that_reads_itself_is_a_circle()
    {
        var problem = Assert.Single(Order(("a", "from gold.a")).Problems);
        Assert.Contains("gold.a -> gold.a.", problem.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_circle_is_told_once()
    {
        var order = Order(("a", "from gold.b"), ("b", "from gold.a"), ("c", "from gold.d"), ("d", "from gold.c, gold.a"));
        Assert.Equal(["a", "c"], order.Problems.Select(problem => problem.Product));
    }

    [Theory]
    [InlineData("from silver.evnts", "The project has no table silver.evnts. Did you mean silver.events?")]
    [InlineData("from gold.orders", "The project has no table gold.orders. Did you mean silver.orders?")]
    [InlineData("from silver.x", "The project has no table silver.x. Known are: gold.a, silver.events, silver.orders.")]
    public void An_unknown_table_is_told_with_what_may_be_meant(string sql, string message)
    {
        var problem = Assert.Single(Order(("a", sql)).Problems);
        Assert.Equal((QueryErrorCodes.UnknownTable, message), (problem.Problem.Code, problem.Problem.Message));
    }

    [Fact]
    public void Two_products_of_one_name_are_refused()
    {
        var order = Order(("a", "from silver.orders"), ("A", "from silver.events"));
        Assert.Equal(QueryErrorCodes.DuplicateProduct, Assert.Single(order.Problems).Problem.Code);
    }

    [Fact]
    public void A_project_without_products_has_an_empty_order() => Assert.Empty(Order().Products);

    private ProductOrder Order(params (string Name, string Sql)[] products) =>
        ProductGraph.Order([.. products.Select(product => session.Parse(product.Sql, product.Name))], Silver);
}
