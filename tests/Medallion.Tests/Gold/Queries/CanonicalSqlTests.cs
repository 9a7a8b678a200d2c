using Xunit;

namespace Lakehouse.Medallion.Tests.Gold.Queries;

public sealed class CanonicalSqlTests(DuckDbSession session) : IClassFixture<DuckDbSession>
{
    private const string Sql = "select event_date, count(*) as n from silver.x where name = 'A  b' group by all";

    [Theory]
    [InlineData("SELECT event_date,\n  COUNT(*) AS n\nFROM silver.x\nWHERE name = 'A  b'\nGROUP BY ALL")]
    [InlineData("-- revenue\nselect event_date, /* rows */ count(*) n from silver.x where (name = 'A  b') group by all;")]
    [InlineData("from silver.x select event_date, count() as n where name = 'A  b' group by all")]
    public void Layout_comments_and_keywords_do_not_count(string other) =>
        Assert.Equal(session.Parse(Sql).CanonicalSql, session.Parse(other).CanonicalSql);

    [Theory]
    [InlineData("select event_date, count(*) as m from silver.x where name = 'A  b' group by all")]
    [InlineData("select event_date, count(*) as n from silver.x where name = 'A b' group by all")]
    [InlineData("select event_date, count(*) as n from silver.y where name = 'A  b' group by all")]
    [InlineData("select event_date, count(id) as n from silver.x where name = 'A  b' group by all")]
    [InlineData("select event_date, count(*) as n from silver.x where name <> 'A  b' group by all")]
    [InlineData("select event_date, count(*) as n from silver.x where name = '' group by all")]
    public void What_the_query_means_counts(string other) =>
        Assert.NotEqual(session.Parse(Sql).CanonicalSql, session.Parse(other).CanonicalSql);

    [Fact]
    public void Places_in_the_text_are_left_out() =>
        Assert.DoesNotContain("query_location", session.Parse(Sql).CanonicalSql, StringComparison.Ordinal);
}
