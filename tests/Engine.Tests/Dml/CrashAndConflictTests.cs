using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Dml;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Storage;
using Xunit;

namespace Lakehouse.Engine.Tests.Dml;

public sealed class CrashAndConflictTests
{
    public static TheoryData<string, Fault, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, Fault, bool>();
            foreach (var change in (string[])["delete", "mark", "update", "merge", "overwrite"])
            {
                cases.Add(change, Fault.Before, true);
                cases.Add(change, Fault.After, false);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Whatever_call_of_the_storage_fails_the_change_is_done_or_not_done_and_can_be_tried_again(
        string change, Fault fault, bool staysDown)
    {
        var calls = await CountCallsAsync(change);
        for (var call = 1; call <= calls; call++)
        {
            using var table = await CreateAsync();
            var before = await table.RowsAsync();
            var failing = new FaultingStorage(table.Environment.Storage, new FaultPlan(call, fault, staysDown));
            var result = await AttemptAsync(table, change, failing);
            var done = (await table.Table.LoadAsync()).TransactionVersion("step") == 1;
            if (result is Committed)
            {
                Assert.True(done);
            }
            if (!done)
            {
                Assert.Equal(before, await table.RowsAsync());
                Assert.IsType<Committed>(await AttemptAsync(table, change, table.Environment.Storage));
            }
            else
            {
                Assert.Null(await AttemptAsync(table, change, table.Environment.Storage));
            }
            Assert.Equal(Expected(change), await table.RowsAsync());
        }
    }

    public static TheoryData<string, string, ConflictKind?> Races => new()
    {
        { "delete part = 0", "append part 1", null },
        { "delete part = 0", "append part 0", ConflictKind.ConcurrentAppend },
        { "delete id = 3", "append id 100", null },
        { "delete id = 3", "delete id = 3", ConflictKind.ConcurrentAppend },
        { "delete id = 3", "delete part = 1", ConflictKind.ConcurrentDeleteDelete },
        { "delete id = 3", "delete part = 0", ConflictKind.ConcurrentDeleteRead },
        { "delete id = 3 and part = 1", "delete part = 0", null },
        { "delete id + 0 = 3", "append part 1", ConflictKind.ConcurrentAppend },
        { "merge part 0", "append part 1", null },
        { "merge part 0", "delete part = 1", null },
        { "merge part 0", "append part 0", ConflictKind.ConcurrentAppend },
        { "append part 0", "delete part = 0", null },
    };

    [Theory]
    [MemberData(nameof(Races))]
    public async Task A_change_follows_another_writers_unless_it_read_what_that_changed(
        string change, string winner, ConflictKind? conflict)
    {
        using var table = await CreateAsync();
        var second = new RacingChanger(table.Changer, () => ActAsync(table, table.Changer, winner));
        var result = await ActAsync(table, second, change);
        var ids = await RowIds.OfAsync(table);
        Assert.Equal(ids.Count, ids.Select(row => row.Split('|')[1]).Distinct().Count());
        if (conflict is null)
        {
            Assert.IsType<Committed>(result);
            return;
        }
        Assert.Equal(conflict, Assert.IsType<Conflicted>(result).Kind);
        Assert.True(await ActAsync(table, table.Changer, change) is null or Committed);
    }

    private static async Task<ChangeTable> CreateAsync()
    {
        var table = new ChangeTable();
        await table.CreateAsync(
            "select i as id, i % 2 as part from range(12) r(i)", ["part"],
            ("delta.enableDeletionVectors", "true"), ("delta.enableChangeDataFeed", "true"), ("delta.enableRowTracking", "true"));
        return table;
    }

    private static async Task<int> CountCallsAsync(string change)
    {
        using var table = await CreateAsync();
        var counting = new FaultingStorage(table.Environment.Storage, FaultPlan.None);
        Assert.IsType<Committed>(await AttemptAsync(table, change, counting));
        return counting.Calls;
    }

    private static async Task<CommitResult?> AttemptAsync(ChangeTable table, string change, Delta.Ports.IStorage storage)
    {
        var environment = table.Environment with { Storage = storage };
        var changer = new DuckDbRowChanger(environment, table.Engine);
        var options = new ChangeOptions { Transaction = new SetTransaction("step", 1), DeletionVectorShare = change == "mark" ? 1 : 0 };
        try
        {
            return (await (change switch
            {
                "delete" or "mark" => new Delete(environment, "t", changer).RunAsync("id in (2, 3)", options),
                "update" => new Update(environment, "t", changer).RunAsync(new Dictionary<string, string> { ["id"] = "id + 100" }, "id = 4", options),
                "merge" => new Merge(environment, "t", changer).RunAsync(
                    "select i as id, 0 as part from range(10, 14) r(i)", "target.id = source.id",
                    [new RowClause(RowMatch.Matched, RowAction.Delete), new RowClause(RowMatch.NotMatched, RowAction.Insert)], options),
                _ => new Write(environment, "t", changer).RunAsync("select 7 as id, 1 as part", WriteMode.Overwrite, "part = 1", options),
            })).Commit;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Expected(string change)
    {
        var rows = Enumerable.Range(0, 12);
        var changed = change switch
        {
            "delete" or "mark" => rows.Except([2, 3]).Select(id => (id, part: id % 2)),
            "update" => rows.Select(id => (id: id == 4 ? 104 : id, part: id % 2)),
            "merge" => rows.Take(10).Select(id => (id, part: id % 2)).Append((12, 0)).Append((13, 0)),
            _ => rows.Where(id => id % 2 == 0).Select(id => (id, part: 0)).Append((7, 1)),
        };
        return changed.Select(row => $"{row.Item1}|{row.Item2}").Order(StringComparer.Ordinal);
    }

    private static async Task<CommitResult?> ActAsync(ChangeTable table, Delta.Ports.IRowChanger changer, string text)
    {
        var words = text.Split(' ', 2);
        return (await (words switch
        {
            ["delete", var condition] => new Delete(table.Environment, "t", changer).RunAsync(condition),
            ["merge", "part 0"] => new Merge(table.Environment, "t", changer).RunAsync(
                "select 2 as id, 0::bigint as part", "target.id = source.id and target.part = source.part",
                [new RowClause(RowMatch.Matched, RowAction.Update) { Set = new Dictionary<string, string> { ["id"] = "-2" } }]),
            ["append", "id 100"] => new Write(table.Environment, "t", changer).RunAsync("select 100 as id, 1 as part", WriteMode.Append),
            [_, "part 0"] => new Write(table.Environment, "t", changer).RunAsync("select 2 as id, 0 as part", WriteMode.Append),
            _ => new Write(table.Environment, "t", changer).RunAsync("select 2 as id, 1 as part", WriteMode.Append),
        })).Commit;
    }
}
