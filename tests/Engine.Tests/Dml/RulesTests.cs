using Lakehouse.Delta;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Schemas;
using Xunit;

namespace Lakehouse.Engine.Tests.Dml;

public sealed class RulesTests
{
    private static readonly StructField Id = new("id", PrimitiveType.Long, Nullable: false);
    private static readonly StructField Name = new("name", PrimitiveType.String);

    [Fact]
    public async Task Rows_that_break_a_constraint_are_never_committed_and_their_files_are_removed()
    {
        using var table = new ChangeTable();
        await table.CreateAsync(
            "select i as id, i * 2 as amount from range(10) r(i)", null, ("delta.constraints.positive", "`amount` >= 0 AND id <> 77"));
        foreach (var change in new Func<Task>[]
        {
            () => table.AppendAsync("select 1 as id, -1 as amount union all select 2, null"),
            () => table.UpdateAsync("id in (3, 4)", ("amount", "-amount")),
            () => table.MergeAsync(
                "select i as id, -5 as amount from range(20, 22) r(i)", "target.id = source.id", new RowClause(RowMatch.NotMatched, RowAction.Insert)),
        })
        {
            var files = Directory.GetFiles(table.Root, "*.parquet");
            var error = await Assert.ThrowsAsync<DeltaException>(change);
            Assert.Equal(Delta.ErrorCodes.RuleBroken, error.Code);
            Assert.Contains("the constraint 'positive' (2 rows)", error.Message, StringComparison.Ordinal);
            Assert.Equal(files, Directory.GetFiles(table.Root, "*.parquet"));
        }
        await table.UpdateAsync("id = 3", ("amount", "9"));
        Assert.Equal(1, (await table.Table.LoadAsync()).Version - 1);
    }

    [Fact]
    public async Task Columns_that_are_never_null_short_or_checked_by_an_invariant_are_held()
    {
        using var table = new ChangeTable();
        await table.CreateAsync(
            new StructType(
            [
                Id,
                With(Name, "__CHAR_VARCHAR_TYPE_STRING", "\"varchar(3)\""),
                With(new StructField("n", PrimitiveType.Integer), "delta.invariants", "\"{\\\"expression\\\":{\\\"expression\\\":\\\"n > 3\\\"}}\""),
                new StructField("inner", new StructType([new StructField("x", PrimitiveType.Long, Nullable: false)])),
            ]),
            "select 1 as id, 'äöü' as name, 4 as n, null::struct(x bigint) as inner");
        foreach (var (row, rule) in new[]
        {
            ("null as id, 'a' as name, 4 as n, null::struct(x bigint) as inner", "'id' is never null (1 rows)"),
            ("2 as id, 'abcd' as name, 4 as n, null::struct(x bigint) as inner", "'name' is varchar(3) (1 rows)"),
            ("2 as id, 'a' as name, 3 as n, null::struct(x bigint) as inner", "the invariant of 'n' (1 rows)"),
            ("2 as id, 'a' as name, 4 as n, {'x': null::bigint} as inner", "'inner.x' is never null (1 rows)"),
        })
        {
            var error = await Assert.ThrowsAsync<DeltaException>(() => table.AppendAsync($"select {row}"));
            Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        }
        Assert.Single(await table.RowsAsync());
    }

    // Spark does not always fill up when it writes to a table by its path.
    [Fact]
    public async Task Shorter_texts_that_are_there_may_stay()
    {
        using var table = new ChangeTable();
        await table.CreateAsync(new StructType([Id, Name]), "select i as id, 'ab' as name from range(3) r(i)");
        var before = await table.Table.LoadAsync();
        ChangeTable.Committed(await table.Table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = before,
            Actions = [before.Metadata with { Schema = new StructType([Id, With(Name, "__CHAR_VARCHAR_TYPE_STRING", "\"char(5)\"")]) }],
            Operation = "CHANGE COLUMN",
        }));
        await table.UpdateAsync("id = 1", ("name", "'c'"));
        Assert.Equal(["0|ab", "1|c    ", "2|ab"], await table.RowsAsync());
    }

    // What Spark stores for these (charTypeWriteSideCheck and varcharTypeWriteSideCheck): spaces fill up or go, letters do not.
    [Theory]
    [InlineData("char(3)", "ü", "ü  ")]
    [InlineData("char(3)", "abc   ", "abc")]
    [InlineData("char(3)", "abcd", null)]
    [InlineData("varchar(3)", "a ", "a ")]
    [InlineData("varchar(3)", "ab    ", "ab ")]
    [InlineData("varchar(3)", " abc", null)]
    public async Task Texts_are_stored_in_the_length_of_their_column(string type, string written, string? stored)
    {
        using var table = new ChangeTable();
        await table.CreateAsync(
            new StructType([Id, With(Name, "__CHAR_VARCHAR_TYPE_STRING", $"\"{type}\"")]), "select 1 as id, null as name");
        var change = table.UpdateAsync("id = 1", ("name", $"'{written}'"));
        if (stored is null)
        {
            Assert.Equal(Delta.ErrorCodes.RuleBroken, (await Assert.ThrowsAsync<DeltaException>(() => change)).Code);
            return;
        }
        await change;
        await table.AppendAsync($"select 2 as id, '{written}' as name");
        Assert.Equal([$"1|{stored}", $"2|{stored}"], await table.RowsAsync());
    }

    [Theory]
    [InlineData("end > case", "\"end\", \"case\"")]
    [InlineData("`end` > `when`", "\"end\", \"when\"")]
    [InlineData("as > cast", "\"as\", \"cast\"")]
    [InlineData("date >= DATE '1970-01-01' AND CAST(date AS date) IS NOT NULL", "\"date\", \"group\"")]
    [InlineData("CASE WHEN order > group THEN order ELSE 0 END > 0", "\"order\", \"group\"")]
    public async Task Columns_may_be_named_like_words_of_the_grammar(string rule, string columns)
    {
        using var table = new ChangeTable();
        var names = columns.Split(", ");
        var values = rule.StartsWith("date", StringComparison.Ordinal) ? new[] { "date '2026-01-01'", "1" } : ["2", "1"];
        await table.CreateAsync($"select {values[0]} as {names[0]}, {values[1]} as {names[1]}", null, ("delta.constraints.c", rule));
        var broken = values[0] == "2" ? "0" : "date '1960-01-01'";
        var error = await Assert.ThrowsAsync<DeltaException>(
            () => table.AppendAsync($"select {broken} as {names[0]}, {values[1]} as {names[1]}"));
        Assert.Equal(Delta.ErrorCodes.RuleBroken, error.Code);
        Assert.Single(await table.RowsAsync());
    }

    [Fact]
    public async Task Generated_columns_follow_and_defaults_are_filled_in()
    {
        using var table = new ChangeTable();
        await table.CreateAsync(
            new StructType(
            [
                Id,
                With(new StructField("status", PrimitiveType.String), "CURRENT_DEFAULT", "\"'new'\""),
                new StructField("at", PrimitiveType.Timestamp),
                With(new StructField("day", PrimitiveType.Date), "delta.generationExpression", "\"CAST(at AS DATE)\""),
            ]),
            "select 1 as id, timestamptz '2026-01-02 03:04:05Z' as at");
        Assert.Equal(["1|new|2026-01-02 03:04:05+00|2026-01-02"], await table.RowsAsync());

        await table.UpdateAsync(null, ("at", "\"at\" + interval 1 day"));
        Assert.Equal(["1|new|2026-01-03 03:04:05+00|2026-01-03"], await table.RowsAsync());
        var wrong = await Assert.ThrowsAsync<DeltaException>(() => table.AppendAsync(
            "select 2 as id, timestamptz '2026-01-02 03:04:05Z' as at, date '2020-01-01' as day"));
        Assert.Contains("'day' is generated (1 rows)", wrong.Message, StringComparison.Ordinal);
        await table.MergeAsync(
            "select 3 as id", "target.id = source.id",
            new RowClause(RowMatch.NotMatched, RowAction.Insert) { Set = new Dictionary<string, string> { ["id"] = "source.id", ["STATUS"] = "null" } });
        Assert.Equal("3|NULL|NULL|NULL", (await table.RowsAsync())[1]);
    }

    [Theory]
    [InlineData("amount RLIKE 'a'")]
    [InlineData("upper(id) = 'A'")]
    [InlineData("CAST(id AS INT) > 0")]
    [InlineData("id = 'it\\'s'")]
    [InlineData("exists (select 1)")]
    public async Task Constraints_that_may_mean_something_else_in_DuckDB_are_refused(string expression)
    {
        using var table = new ChangeTable();
        var error = await Assert.ThrowsAsync<EngineException>(() => table.CreateAsync(
            "select 1 as id, 'a' as amount", null, ("delta.constraints.c", expression)));
        Assert.Equal(ErrorCodes.QueryInvalid, error.Code);
    }

    [Theory]
    [InlineData("array<char(3)>")]
    [InlineData("other")]
    public async Task Rules_that_cannot_be_held_are_refused_by_name(string type)
    {
        using var table = new ChangeTable();
        var error = await Assert.ThrowsAsync<DeltaException>(() => table.CreateAsync(
            new StructType([Id, With(Name, "__CHAR_VARCHAR_TYPE_STRING", $"\"{type}\"")]), "select 1 as id"));
        Assert.Equal((Delta.ErrorCodes.UnsupportedWriterFeature, type), (error.Code, error.Feature));
    }

    private static StructField With(StructField field, string key, string json) =>
        field with { Metadata = new Dictionary<string, string> { [key] = json } };
}
