using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.TestKit.Storage;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Maintenance;

public sealed class CheckpointRunTests
{
    private static string Log => $"{TestTable.Path}/_delta_log";

    [Fact]
    public async Task The_newest_version_is_read_from_the_checkpoint_and_the_compaction_alone()
    {
        var table = new TestTable();
        var snapshot = await FillAsync(table);
        var report = await new Checkpoint(table.Environment, TestTable.Path).RunAsync(2);
        Assert.Equal(new CheckpointReport(4, 4, 0, IsCompacted: true), report);
        for (var version = 0; version < 4; version++) await table.Storage.DeleteLogAsync($"{version:D20}.json");
        Assert.Equal(State.Describe(snapshot), State.Describe(await table.Table.LoadAsync()));
        await table.Storage.DeleteLogAsync($"{4:D20}.checkpoint.parquet");
        await Assert.ThrowsAsync<DeltaException>(() => table.Table.LoadAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    [InlineData(99)]
    public async Task A_compaction_needs_two_commits(long first)
    {
        var table = new TestTable();
        await FillAsync(table);
        var error = await Assert.ThrowsAsync<DeltaException>(() => new Checkpoint(table.Environment, TestTable.Path).RunAsync(first));
        Assert.Equal(ErrorCodes.VersionNotFound, error.Code);
        Assert.DoesNotContain(((InMemoryStorage)table.Storage).Paths, path => path.Contains("checkpoint", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Fault.Before, false)]
    [InlineData(Fault.After, false)]
    [InlineData(Fault.Before, true)]
    [InlineData(Fault.After, true)]
    public async Task Whatever_call_fails_every_version_stays_readable_and_a_second_try_ends_it(Fault fault, bool staysDown)
    {
        foreach (var policy in (string[])["classic", "v2"])
        {
            for (var call = 1; ; call++)
            {
                var table = new TestTable();
                var snapshot = await FillAsync(table, policy);
                var failing = new TestTable(new FaultingStorage(table.Storage, new FaultPlan(call, fault, staysDown)));
                var error = await Record.ExceptionAsync(() => new Checkpoint(failing.Environment, TestTable.Path).RunAsync(1));
                Assert.True(error is null or IOException, $"{error}");
                Assert.Equal(State.Describe(snapshot), State.Describe(await table.Table.LoadAsync()));
                for (var version = 0; version <= 4; version++)
                    Assert.Equal(version, (await table.Table.LoadAsync(version)).Files.Count);

                await new Checkpoint(table.Environment, TestTable.Path).RunAsync(1);
                var paths = ((InMemoryStorage)table.Storage).Paths.ToList();
                Assert.Contains($"{Log}/{1:D20}.{4:D20}.compacted.json", paths);
                Assert.Contains($"{Log}/_last_checkpoint", paths);
                for (var version = 0; version < 4; version++) await table.Storage.DeleteLogAsync($"{version:D20}.json");
                Assert.Equal(State.Describe(snapshot), State.Describe(await table.Table.LoadAsync()));
                if (((FaultingStorage)failing.Storage).Calls < call) break;
                Assert.True(error is IOException || fault == Fault.After, $"call {call} of {policy} failed and nobody said so");
            }
        }
    }

    private static async Task<Snapshot> FillAsync(TestTable table, string policy = "classic")
    {
        var snapshot = Committed(await table.CreateAsync(new() { ["delta.checkpointPolicy"] = policy }));
        while (snapshot.Version < 4) snapshot = Committed(await table.AppendAsync(snapshot, File($"f{snapshot.Version}")));
        return snapshot;
    }
}
