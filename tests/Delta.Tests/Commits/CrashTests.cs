using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.TestKit.Storage;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Commits;

public sealed class CrashTests
{
    public static TheoryData<string, Fault, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, Fault, bool>();
            foreach (var change in (string[])["create", "append", "overwrite", "remove", "checkpoint"])
                foreach (var fault in (Fault[])[Fault.Before, Fault.After])
                    foreach (var staysDown in (bool[])[false, true])
                        cases.Add(change, fault, staysDown);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Whatever_call_fails_the_change_is_done_or_not_done_and_can_be_tried_again(
        string change, Fault fault, bool staysDown)
    {
        var calls = await CountCallsAsync(change);
        Assert.True(calls >= 2);
        for (var call = 1; call <= calls; call++)
        {
            var (memory, expected) = await PrepareAsync(change);
            var failing = new FaultingStorage(memory, new FaultPlan(call, fault, staysDown));
            var reported = await AttemptAsync(new TestTable(failing), change);

            var healthy = new TestTable(memory);
            var found = await healthy.Table.FindAsync();
            var done = found?.TransactionVersion("step") == 1;
            if (reported is Committed) Assert.True(done);
            if (reported is Conflicted) Assert.Fail("there was no other writer");
            if (!done) Assert.Equal(expected.Before, found is null ? null : State.Files(found));
            if (!done) Assert.IsNotType<Conflicted>(await AttemptAsync(healthy, change));

            var after = await healthy.Table.LoadAsync();
            Assert.Equal(expected.After, State.Files(after));
            Assert.Equal(1, after.TransactionVersion("step"));
            var next = Committed(await healthy.AppendAsync(after, File("next")));
            Assert.Equal(after.Files.Count + 1, next.Files.Count);
        }
    }

    [Fact]
    public async Task A_lost_answer_to_the_put_is_found_out_from_the_log()
    {
        var (memory, _) = await PrepareAsync("append");
        var failing = new FaultingStorage(memory, new FaultPlan(await PutCallAsync(), Fault.After, StaysDown: false));
        var committed = Assert.IsType<Committed>(await AttemptAsync(new TestTable(failing), "append"));
        Assert.Equal(State.Describe(await new TestTable(memory).Table.LoadAsync()), State.Describe(committed.Snapshot));
    }

    [Fact]
    public async Task A_storage_that_stays_down_ends_in_a_retryable_result_with_its_error()
    {
        var (memory, _) = await PrepareAsync("append");
        var failing = new FaultingStorage(memory, new FaultPlan(await PutCallAsync(), Fault.Before, StaysDown: true));
        var retryable = Assert.IsType<Retryable>(await AttemptAsync(new TestTable(failing), "append"));
        Assert.StartsWith("DEL0104: ", retryable.Message);
        Assert.IsType<IOException>(retryable.Inner);
    }

    [Fact]
    public async Task A_cancelled_commit_says_so()
    {
        var table = new TestTable();
        var snapshot = Committed(await table.CreateAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.Table.CommitAsync(
            new CommitRequest { ReadSnapshot = snapshot, Actions = [File("a")], Operation = "WRITE" },
            new CancellationToken(canceled: true)));
        Assert.Equal(0, (await table.Table.LoadAsync()).Version);
    }

    private static async Task<int> CountCallsAsync(string change)
    {
        var (memory, _) = await PrepareAsync(change);
        var counting = new FaultingStorage(memory, FaultPlan.None);
        Committed((await AttemptAsync(new TestTable(counting), change))!);
        return counting.Calls;
    }

    /// <summary>The last call of an append writes its checksum, the one before that is its put.</summary>
    private static async Task<int> PutCallAsync() => await CountCallsAsync("append") - 1;

    private static async Task<(InMemoryStorage Memory, (string? Before, string After) Expected)> PrepareAsync(string change)
    {
        var table = new TestTable();
        var memory = (InMemoryStorage)table.Storage;
        if (change == "create") return (memory, (null, "new"));
        var snapshot = Committed(await table.CreateAsync(null, File("a", "d1"), File("b", "d2")));
        if (change == "checkpoint")
            while (snapshot.Version < 9) snapshot = Committed(await table.AppendAsync(snapshot, new SetTransaction("n", snapshot.Version)));
        return (memory, ("a b", change switch { "overwrite" => "b new", "remove" => "b", _ => "a b new" }));
    }

    /// <summary>One run of a job that knows nothing of others; null when it died of an error.</summary>
    private static async Task<CommitResult?> AttemptAsync(TestTable table, string change)
    {
        try
        {
            var snapshot = await table.Table.FindAsync();
            return change == "create" ? await CreateAsync(table) : await ChangeAsync(table, snapshot!, change);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static Task<CommitResult> CreateAsync(TestTable table) =>
        table.CreateAsync(null, File("new"), new SetTransaction("step", 1));

    private static Task<CommitResult> ChangeAsync(TestTable table, Snapshot snapshot, string change)
    {
        var old = snapshot.Files.Single(file => file.Path == "a").Remove(DateTimeOffset.UnixEpoch);
        DeltaAction[] actions = change switch
        {
            "overwrite" => [old, File("new", "d1")],
            "remove" => [old],
            _ => [File("new")],
        };
        return table.CommitAsync(
            snapshot, ReadScope.Partitions([Day("d1")]), [.. actions, new SetTransaction("step", 1)]);
    }
}
