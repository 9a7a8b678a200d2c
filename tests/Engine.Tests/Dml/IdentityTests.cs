using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Schemas;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Engine.Tests.Dml;

public sealed class IdentityTests
{
    private static readonly StructField Name = new("name", PrimitiveType.String);

    [Theory]
    [InlineData(10, 5, new long[] { 10, 15, 20, 25, 30 })]
    [InlineData(0, -1, new long[] { 0, -1, -2, -3, -4 })]
    public async Task New_rows_are_numbered_from_the_start_on_and_later_ones_after_them(long start, long step, long[] numbers)
    {
        using var table = await CreateAsync(new IdentityColumn(start, step), "select 'a' || i as name from range(3) r(i)");
        await table.AppendAsync("select 'b' || i as name from range(2) r(i)");
        Assert.Equal(["a0", "a1", "a2", "b0", "b1"], await NamesInOrderAsync(table, step));
        Assert.Equal(numbers.Order(), await NumbersAsync(table));
        Assert.Equal(numbers[^1], await MarkAsync(table));
        Assert.Contains("identityColumns", (await table.Table.LoadAsync()).Protocol.WriterFeatures!);
    }

    [Fact]
    public async Task Numbers_of_the_source_are_taken_only_by_default()
    {
        using var always = await CreateAsync(new IdentityColumn(), "select 'a' as name");
        var refused = await Assert.ThrowsAsync<EngineException>(() => always.AppendAsync("select 7 as id, 'b' as name"));
        Assert.Equal(ErrorCodes.QueryInvalid, refused.Code);
        Assert.Contains("'id'", refused.Message, StringComparison.Ordinal);

        using var byDefault = await CreateAsync(new IdentityColumn { TakesValues = true }, "select 'a' as name");
        await byDefault.AppendAsync("select 7 as id, 'b' as name");
        Assert.Equal(1, await MarkAsync(byDefault));
        await byDefault.AppendAsync("select 'c' as name");
        Assert.Equal(["1|a", "2|c", "7|b"], await byDefault.RowsAsync());
    }

    [Fact]
    public async Task Rows_that_a_merge_inserts_get_numbers_and_others_keep_theirs_in_the_change_feed_too()
    {
        using var table = await CreateAsync(
            new IdentityColumn(), "select 'n' || i as name from range(4) r(i)", ("delta.enableChangeDataFeed", "true"));
        await table.MergeAsync(
            "select 'n' || i as name from range(2, 7) r(i)", "target.name = source.name",
            new RowClause(RowMatch.Matched, RowAction.Update) { Set = new Dictionary<string, string> { ["name"] = "target.name || '!'" } },
            new RowClause(RowMatch.NotMatched, RowAction.Insert));
        var rows = await table.RowsAsync();
        Assert.Equal(["1|n0", "2|n1", "3|n2!", "4|n3!"], rows.Where(row => row[0] < '5'));
        var inserted = rows.Where(row => row[0] >= '5').ToList();
        Assert.Equal(["n4", "n5", "n6"], inserted.Select(row => row.Split('|')[1]).Order());
        Assert.Equal(inserted.Max(row => long.Parse(row.Split('|')[0])), await MarkAsync(table));
        var changes = await table.Engine.RelationAsync(table.Table, await table.Table.ReadChangesAsync(2));
        Assert.Equal(
            inserted, await table.QueryAsync($"select id, name from {changes} where _change_type = 'insert' order by id"));

        await table.MergeAsync(
            "select 'n0' as name", "target.name = source.name", new RowClause(RowMatch.NotMatched, RowAction.Insert));
        await table.AppendAsync("select 'last' as name");
        Assert.Equal(rows.Count + 1, (await NumbersAsync(table)).Distinct().Count());
    }

    [Fact]
    public async Task Numbers_never_change()
    {
        using var table = await CreateAsync(new IdentityColumn { TakesValues = true }, "select 'a' as name");
        await Assert.ThrowsAsync<EngineException>(() => table.UpdateAsync("true", ("ID", "5")));
        await Assert.ThrowsAsync<EngineException>(() => table.MergeAsync(
            "select 5 as id, 'a' as name", "target.name = source.name", new RowClause(RowMatch.Matched, RowAction.Update)));
        await table.UpdateAsync("true", ("name", "'b'"));
        Assert.Equal(["1|b"], await table.RowsAsync());
    }

    [Fact]
    public async Task No_number_is_given_twice_after_an_overwrite_or_a_restore()
    {
        using var table = await CreateAsync(new IdentityColumn(), "select 'a' as name from range(3)");
        await table.OverwriteAsync("select 'b' as name from range(2)");
        Assert.Equal([4, 5], await NumbersAsync(table));
        Assert.IsType<Committed>((await new Restore(table.Environment, "t").RunAsync(1)).Commit);
        await table.AppendAsync("select 'c' as name");
        Assert.Equal([1, 2, 3, 6], await NumbersAsync(table));
    }

    [Fact]
    public async Task Of_two_appends_at_the_same_time_one_is_done_and_a_delete_follows_an_append()
    {
        using var table = await CreateAsync(new IdentityColumn(), "select 'a' as name from range(3)");
        var append = new Write(
            table.Environment, "t", new RacingChanger(table.Changer, () => table.AppendAsync("select 'first' as name")));
        var conflicted = Assert.IsType<Conflicted>((await append.RunAsync("select 'second' as name", WriteMode.Append)).Commit);
        Assert.Equal(ConflictKind.MetadataChanged, conflicted.Kind);
        Assert.Equal([1, 2, 3, 4], await NumbersAsync(table));

        var delete = new Delete(
            table.Environment, "t", new RacingChanger(table.Changer, () => table.AppendAsync("select 'second' as name")));
        Assert.IsType<Committed>((await delete.RunAsync("id < 3")).Commit);
        Assert.Equal([3, 4, 5], await NumbersAsync(table));
    }

    [Fact]
    public async Task Numbers_end_with_an_error()
    {
        using var table = await CreateAsync(new IdentityColumn(long.MaxValue - 1), "select 'a' as name from range(2)");
        await Assert.ThrowsAsync<OverflowException>(() => table.AppendAsync("select 'b' as name"));
        Assert.Equal([long.MaxValue - 1, long.MaxValue], await NumbersAsync(table));
    }

    private static async Task<ChangeTable> CreateAsync(
        IdentityColumn identity, string select, params (string Name, string Value)[] properties)
    {
        var table = new ChangeTable();
        await table.CreateAsync(new StructType([identity.Column("id"), Name]), select, null, properties);
        return table;
    }

    private static async Task<IEnumerable<long>> NumbersAsync(ChangeTable table) =>
        (await table.QueryAsync($"select id from {await table.RelationAsync()} order by id")).Select(long.Parse);

    private static async Task<IReadOnlyList<string>> NamesInOrderAsync(ChangeTable table, long step) =>
        await table.QueryAsync($"select name from {await table.RelationAsync()} order by id {(step > 0 ? "asc" : "desc")}");

    private static async Task<long?> MarkAsync(ChangeTable table) =>
        IdentityColumn.Of((await table.Table.LoadAsync()).Metadata.Schema.Fields[0])!.HighWaterMark;
}
