using Lakehouse.Delta.Schemas;
using Lakehouse.Medallion.Projects;
using Xunit;

namespace Lakehouse.Medallion.Tests.Projects;

/// <summary>A query over the columns that it names means what it means over all, or all of them stay.</summary>
public sealed class NamedColumnsTests
{
    [Theory]
    [InlineData("select a, count(*) from silver.t where b > 1 group by a")]
    [InlineData("with x as (select a * 2 as c, (b) * -1, a*b from t) select c from x")]
    [InlineData("  SELECT COUNT( * ) FROM t WHERE A = b")]
    public void Columns_that_are_not_named_are_left_out(string sql) =>
        Assert.Equal(["a", "b", "odd name"], Left(sql));

    [Theory]
    [InlineData("select * from t")]
    [InlineData("select t.* from t")]
    [InlineData("select a, * exclude (b) from t")]
    [InlineData("select distinct on (a) * from t")]
    [InlineData("select distinct * from t")]
    [InlineData("select * replace (a as b) from t")]
    [InlineData("from t")]
    [InlineData("select a from (from t)")]
    [InlineData("select a from t union all from t")]
    [InlineData("select columns('a.*') from t")]
    [InlineData("select a from t natural join u")]
    [InlineData("pivot t on a using sum(b)")]
    [InlineData("select a /* all of it */ from t")]
    [InlineData("select struct_pack(*) from t")]
    public void All_columns_stay_where_a_query_may_mean_more_than_it_names(string sql) =>
        Assert.Equal(["a", "b", "c_unnamed", "odd name"], Left(sql));

    private static IEnumerable<string> Left(string sql) => NamedColumns.Of(
        new StructType([.. new[] { "a", "b", "c_unnamed", "odd name" }.Select(name => new StructField(name, PrimitiveType.Long))]),
        NamedColumns.Words(sql)).Fields.Select(field => field.Name);
}
