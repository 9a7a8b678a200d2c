using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.TestKit.Storage;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Maintenance;

public sealed class VacuumTests
{
    private static readonly string[] Kept =
    [
        "live.parquet", "day=d1/live.parquet", "just-removed.parquet", "_hidden/x.parquet", ".part-x.parquet.crc", "day=d1/.x", "_ours",
        "sub/_delta_log/00000000000000000000.json", "sub/part.parquet", "a/b/_delta_log/0.json", "a/b/c/d.parquet",
        "day=d1/_inner/x.parquet", "_hidden/_temporary/0/x.parquet", "_temporary",
    ];

    private static readonly string[] Dead =
    [
        "removed.parquet", "never-committed.parquet", "day=d1/never.parquet", "sub2/part.parquet", "sub-x.parquet", "a/c.parquet",
        "_change_data/cdc-1.parquet", "deletion_vector_00000000-0000-0000-0000-000000000001.bin", "odd % name ü.parquet",
        "spark-1/_temporary/0/task_1/part.parquet", "spark-1/_temporary/0/.part.parquet.crc", "_temporary/0/part.parquet",
    ];

    private readonly SettableClock _clock = new();
    private readonly TestTable _table;

    public VacuumTests() => _table = new TestTable(clock: _clock);

    [Fact]
    public async Task What_no_version_of_the_period_needs_goes_and_all_else_stays()
    {
        var snapshot = await FillAsync();
        var before = State.Describe(snapshot);
        var dry = await new Vacuum(_table.Environment, TestTable.Path).RunAsync(new VacuumOptions { IsDryRun = true });
        Assert.Equal(Dead.Order(StringComparer.Ordinal), dry.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.Equal(Dead.Length * 3, dry.SizeBytes);
        Assert.Equal(before, State.Describe(await _table.Table.LoadAsync()));
        Assert.All(Dead.Concat(Kept), name => Assert.Contains($"{TestTable.Path}/{name}", Paths()));

        var report = await new Vacuum(_table.Environment, TestTable.Path).RunAsync(new VacuumOptions());
        Assert.False(report.IsDryRun);
        Assert.All(Dead, name => Assert.DoesNotContain($"{TestTable.Path}/{name}", Paths()));
        Assert.All(Kept, name => Assert.Contains($"{TestTable.Path}/{name}", Paths()));
        Assert.Contains("silver/other.parquet", Paths());
        Assert.Contains($"{TestTable.Path}-2/x.parquet", Paths());

        var after = await _table.Table.LoadAsync();
        Assert.Equal(State.Files(snapshot), State.Files(after));
        var notes = new List<CommitInfo>();
        await foreach (var commit in _table.Table.ReadCommitsAsync(snapshot.Version + 1, after.Version)) notes.Add(commit.CommitInfo!);
        Assert.Equal(["VACUUM START", "VACUUM END"], notes.Select(note => note.Operation));
        Assert.Equal($"{Dead.Length}", notes[0].OperationMetrics!["numFilesToDelete"]);
        Assert.Equal("604800000", notes[0].OperationParameters["specifiedRetentionMillis"]);
        Assert.Equal("COMPLETED", notes[1].OperationParameters["status"]);
        Assert.Empty((await new Vacuum(_table.Environment, TestTable.Path).RunAsync(new VacuumOptions())).Files);
    }

    [Fact]
    public async Task Files_of_deletion_vectors_stay_as_long_as_their_data_files()
    {
        var snapshot = Committed(await _table.CreateAsync(new() { ["delta.enableDeletionVectors"] = "true" }, File("a"), File("b")));
        var vectors = await _table.Table.WriteDeletionVectorsAsync([DeletionVector.Of([0])]);
        var others = await _table.Table.WriteDeletionVectorsAsync([DeletionVector.Of([1])]);
        var a = snapshot.Files.Single(file => file.Path == "a");
        var b = snapshot.Files.Single(file => file.Path == "b");
        snapshot = Committed(await _table.AppendAsync(
            snapshot, a.Remove(_clock.GetUtcNow()), a with { DeletionVector = vectors[0] },
            b.Remove(_clock.GetUtcNow()), b with { DeletionVector = others[0] }));
        snapshot = Committed(await _table.AppendAsync(
            snapshot, snapshot.Files.Single(file => file.Path == "b").Remove(_clock.GetUtcNow())));
        _clock.Advance(TimeSpan.FromDays(3));
        Assert.Empty((await new Vacuum(_table.Environment, TestTable.Path).RunAsync(new VacuumOptions())).Files);
        _clock.Advance(TimeSpan.FromDays(5));
        var gone = Assert.Single((await new Vacuum(_table.Environment, TestTable.Path).RunAsync(new VacuumOptions())).Files);
        Assert.EndsWith(".bin", gone.Path);
        Assert.Single(await _table.Table.ReadDeletionVectorsAsync(vectors));
    }

    [Theory]
    [InlineData(24, false, false)]
    [InlineData(24, true, true)]
    [InlineData(168, false, true)]
    [InlineData(-1, true, false)]
    public async Task A_retention_below_the_tables_must_be_allowed(int hours, bool allowed, bool runs)
    {
        await FillAsync();
        var options = new VacuumOptions { Retention = TimeSpan.FromHours(hours), AllowShortRetention = allowed };
        var error = await Record.ExceptionAsync(() => new Vacuum(_table.Environment, TestTable.Path).RunAsync(options));
        Assert.Equal(runs ? null : ErrorCodes.RetentionTooShort, (error as DeltaException)?.Code);
        Assert.Equal(runs, error is null);
        Assert.Equal(!runs, Paths().Contains($"{TestTable.Path}/removed.parquet"));
    }

    [Fact]
    public async Task A_longer_period_of_the_table_holds()
    {
        await FillAsync(new() { ["delta.deletedFileRetentionDuration"] = "interval 30 days" });
        Assert.Empty((await new Vacuum(_table.Environment, TestTable.Path).RunAsync(new VacuumOptions())).Files);
    }

    [Theory]
    [InlineData(Fault.Before, false)]
    [InlineData(Fault.After, false)]
    [InlineData(Fault.Before, true)]
    [InlineData(Fault.After, true)]
    public async Task Whatever_call_fails_no_file_in_use_is_lost_and_a_second_vacuum_ends_it(Fault fault, bool staysDown)
    {
        for (var call = 1; ; call++)
        {
            var test = new VacuumTests();
            var snapshot = await test.FillAsync();
            var failing = new FaultingStorage(test._table.Storage, new FaultPlan(call, fault, staysDown));
            var error = await Record.ExceptionAsync(
                () => new Vacuum(test._table.Environment with { Storage = failing }, TestTable.Path).RunAsync(new VacuumOptions()));
            Assert.True(error is null or IOException, $"{error}");
            Assert.Equal(State.Files(snapshot), State.Files(await test._table.Table.LoadAsync()));
            await new Vacuum(test._table.Environment, TestTable.Path).RunAsync(new VacuumOptions());
            Assert.All(Kept, name => Assert.Contains($"{TestTable.Path}/{name}", test.Paths()));
            Assert.All(Dead, name => Assert.DoesNotContain($"{TestTable.Path}/{name}", test.Paths()));
            if (failing.Calls < call) return;
        }
    }

    private async Task<Snapshot> FillAsync(Dictionary<string, string>? configuration = null)
    {
        foreach (var name in Kept.Concat(Dead)) await PutAsync($"{TestTable.Path}/{name}");
        await PutAsync("silver/other.parquet");
        await PutAsync($"{TestTable.Path}-2/x.parquet");
        var snapshot = Committed(await _table.CreateAsync(
            configuration,
            File("live.parquet"), File("day=d1/live.parquet"), File("removed.parquet"), File("just-removed.parquet"), File("odd % name ü.parquet")));
        var files = snapshot.Files.ToDictionary(file => file.Path);
        snapshot = Committed(await _table.AppendAsync(
            snapshot, files["removed.parquet"].Remove(_clock.GetUtcNow()), files["odd % name ü.parquet"].Remove(_clock.GetUtcNow())));
        _clock.Advance(TimeSpan.FromDays(8));
        await PutAsync($"{TestTable.Path}/staged-now.parquet");
        return Committed(await _table.AppendAsync(snapshot, files["just-removed.parquet"].Remove(_clock.GetUtcNow())));
    }

    private Task PutAsync(string path) => _table.Storage.PutAsync(path, "abc"u8.ToArray(), default);

    private List<string> Paths() => [.. ((InMemoryStorage)_table.Storage).Paths];
}
