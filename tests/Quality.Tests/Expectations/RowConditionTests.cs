using System.Text.Json;
using Lakehouse.Quality.Expectations;
using Lakehouse.Quality.Expectations.Conditions;

namespace Lakehouse.Quality.Tests.Expectations;

public sealed class RowConditionTests
{
    private static readonly CheckedRelation Table = new("t", "t",
    [
        new TableColumn("age", "BIGINT"), new TableColumn("country", "VARCHAR"), new TableColumn("active", "BOOLEAN"),
        new TableColumn("first name", "VARCHAR"), new TableColumn("day", "DATE"),
    ]);

    [Theory]
    [InlineData("pandas", "country == \"DE\"", "coalesce(\"country\" = 'DE', FALSE)")]
    [InlineData("pandas", "country != 'DE'", "\"country\" IS DISTINCT FROM 'DE'")]
    [InlineData("pandas", "age > 18 & ~(country in ['DE', \"O'Neil\"])", "(coalesce(\"age\" > 18, FALSE)) AND (NOT (coalesce(\"country\" IN ('DE', 'O''Neil'), FALSE)))")]
    [InlineData("pandas", "`first name`.notnull() or active", "(\"first name\" IS NOT NULL) OR (coalesce(\"active\", FALSE))")]
    [InlineData("pandas", "18 < age and not active", "(coalesce(\"age\" > 18, FALSE)) AND (NOT (coalesce(\"active\", FALSE)))")]
    [InlineData("great_expectations", "col(\"age\") >= 18", "\"age\" >= 18")]
    [InlineData("great_expectations", "col(\"age\").notNull()", "\"age\" IS NOT NULL")]
    [InlineData("spark", "age <> 1 AND country IS NOT NULL", "(\"age\" <> 1) AND (\"country\" IS NOT NULL)")]
    [InlineData("spark", "F.col('day') >= '2024-03-01' OR country NOT IN ('X')", "(\"day\" >= CAST('2024-03-01' AS DATE)) OR (NOT (\"country\" IN ('X')))")]
    public void A_condition_becomes_SQL_of_our_own(string parser, string text, string sql)
    {
        var condition = ConditionParser.Parse(text, parser, out var problem);

        Assert.Null(problem);
        Assert.Equal(sql, condition!.ToSql(Table));
    }

    [Theory]
    [InlineData("age = 1; drop table t")]
    [InlineData("age")]
    [InlineData("age > (select 1)")]
    [InlineData("getenv('x') = 'y'")]
    [InlineData("age == 'unclosed")]
    [InlineData("age == 1 or")]
    [InlineData("(age == 1")]
    [InlineData("")]
    public void What_is_no_condition_is_refused(string text)
    {
        var condition = ConditionParser.Parse(text, "pandas", out var problem);

        // 'age' alone reads well, but is no truth value.
        if (text == "age")
        {
            Assert.Throws<ExpectationException>(() => condition!.ToSql(Table));
            return;
        }
        Assert.Null(condition);
        Assert.NotNull(problem);
    }

    [Fact]
    public void Conditions_of_objects_are_read()
    {
        var json = JsonElement.Parse("""
            {"type": "or", "conditions": [
              {"type": "and", "conditions": [
                {"type": "comparison", "column": {"name": "age"}, "operator": ">", "parameter": 18},
                {"type": "comparison", "column": {"name": "country"}, "operator": "IN", "parameter": ["DE"]}]},
              {"type": "nullity", "column": {"name": "day"}, "is_null": true}]}
            """);
        var condition = ConditionReader.Read(json, "pandas", out var problem);

        Assert.Null(problem);
        Assert.Equal(
            "((\"age\" > 18) AND ((\"country\" IN ('DE')))) OR (\"day\" IS NULL)", condition!.ToSql(Table));
    }

    [Fact]
    public void A_column_that_is_not_there_is_told_with_a_near_one()
    {
        var condition = ConditionParser.Parse("contry == 'DE'", "pandas", out _);

        var failure = Assert.Throws<ExpectationException>(() => condition!.ToSql(Table));
        Assert.Contains("Did you mean 'country'?", failure.Message, StringComparison.Ordinal);
    }
}
