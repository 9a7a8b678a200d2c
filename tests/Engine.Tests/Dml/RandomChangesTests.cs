using System.Globalization;
using Lakehouse.Delta.Dml;
using Xunit;

namespace Lakehouse.Engine.Tests.Dml;

/// <summary>
/// Changes by chance give the same rows as the same SQL on a table of DuckDB, and the change feed is the difference of the
/// versions. Rows keep their ids through all of them.
/// </summary>
public sealed class RandomChangesTests
{
    [Theory]
    [InlineData(1, false, false, 0.2, false)]
    [InlineData(2, true, false, 0.2, true)]
    [InlineData(3, false, true, 0.2, true)]
    [InlineData(4, true, true, 0.2, false)]
    [InlineData(5, true, false, 1.1, false)]
    [InlineData(6, true, true, 1.1, true)]
    public async Task Rows_are_those_of_the_same_SQL_on_a_plain_table(
        int seed, bool deletionVectors, bool partitioned, double vectorShare, bool tracked)
    {
        var random = new Random(seed);
        using var table = new ChangeTable();
        const string select = "select i as id, case when i % 7 = 0 then null else i * 3 % 50 end as amount, "
            + "case i % 4 when 0 then null when 1 then 'a' when 2 then 'b/c' else 'ü 1' end as part, "
            + "{'x': i % 5, 'y': case when i % 3 = 0 then null else 's' || i end} as inner from range(";
        await table.CreateAsync(
            $"{select}0, 300) as r(i)", partitioned ? ["part"] : [],
            ("delta.enableDeletionVectors", deletionVectors ? "true" : "false"), ("delta.enableChangeDataFeed", "true"),
            ("delta.enableRowTracking", tracked ? "true" : "false"));
        await table.AppendAsync($"{select}300, 400) as r(i)");
        var ids = tracked ? await RowIds.RelationAsync(table) : "(select null::bigint as id, null::bigint as row_id)";
        await table.Engine.ExecuteAsync(
            $"create table plain as select t.*, row_id from {await table.RelationAsync()} as t left join {ids} as i on t.id = i.id",
            default);
        for (var step = 0; step < 12; step++)
        {
            var version = (await table.Table.LoadAsync()).Version;
            if (tracked) await KeepIdsAsync(table, "before");
            var sql = await StepAsync(table, random, step, new ChangeOptions { DeletionVectorShare = vectorShare });
            await table.Engine.ExecuteAsync(sql, default);
            var differences = await Differences(table, "(select * exclude (row_id) from plain)", await table.RelationAsync());
            Assert.True(differences.Count == 0, $"{sql}\n{string.Join('\n', differences.Take(10))}");
            await AssertFeedAsync(table, version, sql);
            if (tracked) await AssertIdsAsync(table, sql);
        }
    }

    private static async Task<string> StepAsync(ChangeTable table, Random random, int step, ChangeOptions options)
    {
        var condition = Condition(random);
        var (least, many) = (random.Next(0, 400), random.Next(1, 80));
        var source = $"select i as id, i % 11 as amount, case when i % 3 = 0 then 'a' else 'new' end as part from range({least}, {least + many}) as r(i)";
        switch (step % 4)
        {
            case 0:
                await new Delete(table.Environment, "t", table.Changer).RunAsync(condition, options);
                return $"delete from plain as target where {condition}";
            case 1:
                await new Update(table.Environment, "t", table.Changer).RunAsync(
                    new Dictionary<string, string> { ["amount"] = "amount + id % 3", ["part"] = "case when id % 2 = 0 then part else 'z' end" },
                    condition, options);
                return $"update plain as target set amount = amount + id % 3, part = case when id % 2 = 0 then part else 'z' end where {condition}";
            case 2:
                await new Merge(table.Environment, "t", table.Changer).RunAsync(
                    source, "target.id = source.id",
                    [
                        new RowClause(RowMatch.Matched, RowAction.Delete) { Condition = "source.amount = 3" },
                        new RowClause(RowMatch.Matched, RowAction.Update)
                        {
                            Condition = "target.amount > source.amount",
                            Set = new Dictionary<string, string> { ["amount"] = "source.amount + 1000", ["part"] = "source.part" },
                        },
                        new RowClause(RowMatch.NotMatched, RowAction.Insert) { Condition = "source.amount <> 5" },
                    ],
                    options);
                return $"merge into plain as target using ({source}) as source on target.id = source.id "
                    + "when matched and source.amount = 3 then delete "
                    + "when matched and target.amount > source.amount then update set amount = source.amount + 1000, part = source.part "
                    + "when not matched and source.amount <> 5 then insert (id, amount, part) values (source.id, source.amount, source.part)";
            default:
                await new Merge(table.Environment, "t", table.Changer).RunAsync(
                    source, "target.id = source.id and target.part = 'a'",
                    [
                        new RowClause(RowMatch.Matched, RowAction.Update) { Set = new Dictionary<string, string> { ["part"] = "'m'" } },
                        new RowClause(RowMatch.NotMatchedBySource, RowAction.Delete) { Condition = $"target.id % 37 = {step}" },
                        new RowClause(RowMatch.NotMatchedBySource, RowAction.Update)
                        {
                            Condition = condition, Set = new Dictionary<string, string> { ["amount"] = "-target.id" },
                        },
                    ],
                    options);
                return $"merge into plain as target using ({source}) as source on target.id = source.id and target.part = 'a' "
                    + "when matched then update set part = 'm' "
                    + $"when not matched by source and target.id % 37 = {step} then delete "
                    + $"when not matched by source and {condition} then update set amount = -target.id";
        }
    }

    private static string Condition(Random random) => random.Next(7) switch
    {
        0 => $"target.amount > {random.Next(0, 50).ToString(CultureInfo.InvariantCulture)}",
        1 => $"target.id between {random.Next(0, 200)} and {random.Next(200, 300)}",
        2 => "target.part = 'b/c'",
        3 => "target.part is null",
        4 => $"target.part in ('a', 'z') and target.id % {random.Next(2, 9)} = 1",
        5 => $"target.inner.x = {random.Next(0, 5)} or target.id = {random.Next(0, 400)}",
        _ => $"not (target.amount <= {random.Next(20, 60)})",
    };

    /// <summary>The rows before, without those deleted, with those inserted, are the rows after.</summary>
    private static async Task AssertFeedAsync(ChangeTable table, long before, string sql)
    {
        var after = (await table.Table.LoadAsync()).Version;
        if (after == before) return;
        var changes = await table.Table.ReadChangesAsync(after, after);
        var feed = await table.Engine.RelationAsync(table.Table, changes);
        string Of(string types) => $"select * exclude (_change_type, _commit_version, _commit_timestamp) from {feed} where _change_type in ({types})";
        var expected = $"((from {await table.RelationAsync(before)} except all {Of("'delete', 'update_preimage'")}) "
            + $"union all {Of("'insert', 'update_postimage'")})";
        Assert.True((await Differences(table, expected, await table.RelationAsync())).Count == 0, sql);
        // Every recorded change is one.
        Assert.Equal(
            ["0"],
            await table.QueryAsync($"select count(*) from ({Of("'delete', 'update_preimage'")} except all from {await table.RelationAsync(before)})"));
    }

    /// <summary>Rows that were there at first have their ids, others have new ones, and those that were updated the new version.</summary>
    private static async Task AssertIdsAsync(ChangeTable table, string sql)
    {
        var version = (await table.Table.LoadAsync()).Version;
        await KeepIdsAsync(table, "after");
        const string first = "(select id, amount, case when row_id < 400 then row_id end from after)";
        Assert.True((await Differences(table, "(select id, amount, row_id from plain)", first)).Count == 0, sql);
        Assert.Equal(["true"], await table.QueryAsync("select count(*) = count(distinct row_id) from after"));
        const string both = "select count(*) from after join before using (row_id) where";
        Assert.Equal(["0"], await table.QueryAsync($"{both} after.row_version not in (before.row_version, {version})"));
        Assert.Equal(["0"], await table.QueryAsync(
            $"{both} after.amount is distinct from before.amount and after.row_version <> {version}"));
        Assert.Equal(["0"], await table.QueryAsync(
            "select count(*) from after anti join before using (row_id) "
            + $"where row_version <> {version} or row_id <= (select max(row_id) from before)"));
    }

    private static async Task KeepIdsAsync(ChangeTable table, string name) =>
        await table.Engine.ExecuteAsync($"create or replace table {name} as from {await RowIds.RelationAsync(table)}", default);

    private static Task<IReadOnlyList<string>> Differences(ChangeTable table, string one, string other) => table.QueryAsync(
        $"(select 'more', * from (from {one} except all from {other})) union all (select 'less', * from (from {other} except all from {one}))");
}
