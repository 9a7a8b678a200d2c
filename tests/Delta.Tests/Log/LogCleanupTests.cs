using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.TestKit.Storage;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Log;

public sealed class LogCleanupTests
{
    // One commit a day; each commit reads the clock a few times.
    private readonly TestTable _table = new(clock: new SteppingClock { Step = TimeSpan.FromHours(4) });

    [Fact]
    public async Task Old_commits_go_and_every_younger_version_stays_readable()
    {
        var snapshot = await AppendToAsync(_table, 100, ("delta.logRetentionDuration", "interval 1 day"));
        var names = Names();
        var first = names.Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Min()!;
        Assert.True(string.CompareOrdinal(first, $"{20:D20}") > 0, first);
        Assert.All(names.Where(name => name[0] != '_'), name => Assert.True(string.CompareOrdinal(name, first[..20]) >= 0, name));
        Assert.Contains($"{first[..20]}.checkpoint.parquet", names);

        Assert.Equal(State.Describe(snapshot), State.Describe(await _table.Table.LoadAsync()));
        for (var version = long.Parse(first[..20]); version <= 100; version++)
            Assert.Equal(version, (await _table.Table.LoadAsync(version)).Files.Count);
    }

    [Theory]
    [InlineData("delta.enableExpiredLogCleanup", "false")]
    [InlineData("delta.logRetentionDuration", "interval 500 days")]
    public async Task A_log_that_is_to_be_kept_is_kept(string property, string value)
    {
        await AppendToAsync(_table, 100, ("delta.logRetentionDuration", "interval 1 day"), (property, value));
        Assert.Equal(101, Names().Count(name => name.EndsWith(".json", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Files_of_others_stay()
    {
        string[] foreign = ["00000000000000000001.json.copy", "readme.txt", "1.json", "_delta_log_x/00000000000000000001.json"];
        foreach (var name in foreign) await _table.Storage.PutLogAsync(name, "x");
        await AppendToAsync(_table, 100, ("delta.logRetentionDuration", "interval 1 day"));
        Assert.All(foreign, name => Assert.Contains(((InMemoryStorage)_table.Storage).Paths, path => path.EndsWith(name, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Fault.Before, false)]
    [InlineData(Fault.After, false)]
    [InlineData(Fault.Before, true)]
    [InlineData(Fault.After, true)]
    public async Task Whatever_call_of_a_cleanup_fails_the_table_stays_whole(Fault fault, bool staysDown)
    {
        for (var call = 1; ; call++)
        {
            var table = new TestTable(clock: new SteppingClock { Step = TimeSpan.FromHours(4) });
            await AppendToAsync(table, 40, ("delta.logRetentionDuration", "interval 1 day"));
            var before = await table.Table.LoadAsync();
            var failing = new FaultingStorage(table.Storage, new FaultPlan(call, fault, staysDown));
            var environment = table.Environment with { Storage = failing };
            var error = await Record.ExceptionAsync(() => new LogCleanup(environment, TestTable.Path).RunAsync(before, default));
            Assert.Equal(State.Describe(before), State.Describe(await table.Table.LoadAsync()));
            Assert.Equal(33, (await table.Table.LoadAsync(33)).Files.Count);
            if (failing.Calls < call) return;
            Assert.IsType<IOException>(error);
            await new LogCleanup(table.Environment, TestTable.Path).RunAsync(before, default);
            Assert.Equal(State.Describe(before), State.Describe(await table.Table.LoadAsync()));
        }
    }

    private static async Task<Snapshot> AppendToAsync(TestTable table, long version, params (string Name, string Value)[] properties)
    {
        var configuration = new Dictionary<string, string>();
        foreach (var (name, value) in properties) configuration[name] = value;
        var snapshot = Committed(await table.CreateAsync(configuration));
        while (snapshot.Version < version)
            snapshot = Committed(await table.AppendAsync(snapshot, File($"f{snapshot.Version}")));
        return snapshot;
    }

    private List<string> Names() => [.. ((InMemoryStorage)_table.Storage).Paths
        .Where(path => path.StartsWith($"{TestTable.Path}/_delta_log/", StringComparison.Ordinal))
        .Select(path => path[$"{TestTable.Path}/_delta_log/".Length..])];
}
