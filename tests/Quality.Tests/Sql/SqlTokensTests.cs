using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Tests.Sql;

public sealed class SqlTokensTests
{
    [Theory]
    [InlineData("select a from b", "select\n  a -- what\nfrom /* where */ b")]
    [InlineData("a = '-- no comment'", "a='-- no comment'")]
    [InlineData("a = 'it''s'", "a  =  'it''s'")]
    [InlineData("\"a--b\" + 1", "\"a--b\"+1")]
    [InlineData("a + b", "a /* one /* two */ one */ + b")]
    [InlineData("$$ -- text $$ , $x$ $$ $x$", "$$ -- text $$, $x$ $$ $x$")]
    [InlineData("e'\\' -- x' , 1", "e'\\' -- x',1")]
    [InlineData("a.b . c", "a.b . c")]
    [InlineData("1.5", "1.5 --")]
    public void Comments_and_layout_do_not_count(string normal, string sql) => Assert.Equal(normal, SqlTokens.Normalize(sql));

    [Theory]
    [InlineData("select 1", "select 2")]
    [InlineData("select 'a b'", "select 'a  b'")]
    [InlineData("select a b", "select ab")]
    [InlineData("select \"A\"", "select \"a\"")]
    public void Everything_else_counts(string left, string right) =>
        Assert.NotEqual(SqlTokens.Normalize(left), SqlTokens.Normalize(right));

    [Theory]
    [InlineData("a > 1 and (b[1] = 'x;y' or c['--'] is null)")]
    [InlineData("struct_pack(a := {'b': [1, 2]}).a is not null")]
    [InlineData("\"odd;name\" = 1")]
    public void An_expression_is_accepted(string sql) => Assert.Null(SqlTokens.RefuseFragment(sql));

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("a; b")]
    [InlineData("a -- b")]
    [InlineData("a /* b */")]
    [InlineData("a /* b")]
    [InlineData("a = 'b")]
    [InlineData("\"a")]
    [InlineData("$x$ a")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("a) or (b")]
    [InlineData("[a)")]
    [InlineData("e'\\'")]
    public void What_could_break_out_of_its_place_is_refused(string sql) => Assert.NotNull(SqlTokens.RefuseFragment(sql));

    [Fact]
    public void Names_and_texts_are_quoted()
    {
        Assert.Equal("\"a\"\"b`\"", Dialect.DuckDb.Identifier("a\"b`"));
        Assert.Equal("`a\"b```", Dialect.Spark.Identifier("a\"b`"));
        Assert.Equal(@"'it''s \n'", Dialect.DuckDb.Quote(@"it's \n"));
        Assert.Equal(@"'it\'s \\n'", Dialect.Spark.Quote(@"it's \n"));
        Assert.Equal("''", Dialect.Spark.Quote(""));
        Assert.Equal("\"a\".\"b\"", Dialect.DuckDb.Path("a.b"));
        Assert.Throws<ArgumentException>(() => Dialect.DuckDb.Quote("a\0b"));
        Assert.Throws<ArgumentException>(() => Dialect.Spark.Quote("a\0b"));
    }
}
