using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.TestKit.Storage;
using Xunit;
using static Lakehouse.Delta.Tests.Support.LogWriter;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Snapshots;

public sealed class SnapshotTests
{
    private readonly TestTable _table = new();

    [Fact]
    public async Task Where_there_is_no_log_there_is_no_table()
    {
        Assert.Null(await _table.Table.FindAsync());
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.Table.LoadAsync());
        Assert.Equal(ErrorCodes.TableNotFound, error.Code);
        Assert.Equal(TestTable.Path, error.Table);
    }

    [Fact]
    public async Task Every_version_can_be_loaded()
    {
        var snapshot = Committed(await _table.CreateAsync(null, File("f0")));
        for (var i = 1; i < 25; i++) snapshot = Committed(await _table.AppendAsync(snapshot, File($"f{i}")));
        for (var version = 0; version < 25; version++)
        {
            var loaded = await _table.Table.LoadAsync(version);
            Assert.Equal((version, version + 1), (loaded.Version, loaded.Files.Count));
        }
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.Table.LoadAsync(25));
        Assert.Equal((ErrorCodes.VersionNotFound, 25), (error.Code, error.Version!.Value));
        await Assert.ThrowsAsync<DeltaException>(() => _table.Table.LoadAsync(-1));
    }

    [Fact]
    public async Task A_refreshed_snapshot_is_that_of_a_new_load()
    {
        var old = Committed(await _table.CreateAsync(null, File("f0"), File("g")));
        Assert.Same(old, await _table.Table.RefreshAsync(old));
        var newest = old;
        for (var i = 1; i < 15; i++)
            newest = Committed(await _table.AppendAsync(newest, File($"f{i}"), new SetTransaction("t", i)));
        newest = Committed(await _table.AppendAsync(newest, old.Files.First().Remove(DateTimeOffset.UnixEpoch)));
        Assert.Equal(State.Describe(await _table.Table.LoadAsync()), State.Describe(await _table.Table.RefreshAsync(old)));
        Assert.Equal("f0 g", State.Files(old));
    }

    [Fact]
    public async Task A_snapshot_whose_next_commits_were_cleaned_up_is_loaded_anew()
    {
        var old = Committed(await _table.CreateAsync(null, File("f0")));
        var newest = old;
        for (var i = 1; i < 13; i++) newest = Committed(await _table.AppendAsync(newest, File($"f{i}")));
        for (var version = 0; version < 10; version++) await _table.Storage.DeleteLogAsync($"{version:D20}.json");
        Assert.Equal(State.Describe(newest), State.Describe(await _table.Table.RefreshAsync(old)));
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.Table.LoadAsync(9));
        Assert.Equal(ErrorCodes.LogGap, error.Code);
    }

    [Fact]
    public async Task A_gap_in_the_log_is_refused()
    {
        await _table.Storage.PutCommitAsync(0, First());
        await _table.Storage.PutCommitAsync(2, File("a"));
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.Table.FindAsync());
        Assert.Equal((ErrorCodes.LogGap, 1), (error.Code, error.Version!.Value));
        error = await Assert.ThrowsAsync<DeltaException>(async () =>
        {
            await foreach (var _ in _table.Table.ReadCommitsAsync(0, 2)) { }
        });
        Assert.Equal(ErrorCodes.LogGap, error.Code);
        Assert.Equal(0, (await _table.Table.LoadAsync(0)).Version);
    }

    [Fact]
    public async Task A_log_without_its_beginning_is_refused()
    {
        await _table.Storage.PutCommitAsync(1, First());
        Assert.Equal(
            ErrorCodes.LogGap, (await Assert.ThrowsAsync<DeltaException>(() => _table.Table.FindAsync())).Code);
    }

    [Fact]
    public async Task A_first_commit_without_protocol_or_metadata_is_refused()
    {
        await _table.Storage.PutCommitAsync(0, First()[0]);
        Assert.Equal(
            ErrorCodes.IncompleteLog, (await Assert.ThrowsAsync<DeltaException>(() => _table.Table.FindAsync())).Code);
        await _table.Storage.PutCommitAsync(0, First()[1]);
        Assert.Equal(
            ErrorCodes.IncompleteLog, (await Assert.ThrowsAsync<DeltaException>(() => _table.Table.FindAsync())).Code);
    }

    [Fact]
    public async Task Foreign_files_in_the_log_folder_are_passed_over()
    {
        await _table.Storage.PutCommitAsync(0, First(File("a")));
        foreach (var name in (string[])["00000000000000000001.crc", ".00000000000000000000.json.crc", "notes.txt",
            "00000000000000000001.json.tmp", "_sidecars/x.parquet", "00000000000000000000.checkpoint.abc.json",
            "00000000000000000007.checkpoint.0000000001.0000000002.parquet", "00000000000000000005.json/part"])
            await _table.Storage.PutLogAsync(name, "foreign");
        Assert.Equal("a", State.Files(await _table.Table.LoadAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":1")]
    [InlineData("{\"version\":\"10\"}")]
    [InlineData("{\"version\":-1}")]
    [InlineData("[10]")]
    [InlineData("{\"version\":9999}")]
    [InlineData("{\"version\":5}")]
    [InlineData("{\"version\":9223372036854775807}")]
    [InlineData("{\"version\":99999999999999999999}")]
    public async Task A_torn_or_stale_hint_does_no_harm(string hint)
    {
        var snapshot = Committed(await _table.CreateAsync(null, File("f0")));
        for (var i = 1; i < 12; i++) snapshot = Committed(await _table.AppendAsync(snapshot, File($"f{i}")));
        await _table.Storage.PutLogAsync("_last_checkpoint", hint);
        Assert.Equal(State.Describe(snapshot), State.Describe(await _table.Table.LoadAsync()));
        await _table.Storage.DeleteLogAsync("_last_checkpoint");
        Assert.Equal(State.Describe(snapshot), State.Describe(await _table.Table.LoadAsync()));
        Assert.Same(snapshot, await _table.Table.RefreshAsync(snapshot));
    }

    [Fact]
    public async Task Loading_begins_at_the_last_checkpoint()
    {
        var snapshot = Committed(await _table.CreateAsync(null, File("f0")));
        for (var i = 1; i < 33; i++) snapshot = Committed(await _table.AppendAsync(snapshot, File($"f{i}")));
        var counting = new FaultingStorage(_table.Storage, FaultPlan.None);
        var loaded = await new TestTable(counting).Table.LoadAsync();
        Assert.Equal(State.Describe(snapshot), State.Describe(loaded));
        Assert.Equal(5, counting.Calls); // the hint, one listing, the checkpoint and two commits
    }

    [Fact]
    public async Task A_table_of_unsupported_features_is_refused()
    {
        await _table.Storage.PutCommitAsync(0, First());
        var old = await _table.Table.LoadAsync();
        var features = new Protocol(3, 7) { ReaderFeatures = ["catalogManaged"], WriterFeatures = ["catalogManaged"] };
        await _table.Storage.PutCommitAsync(1, features);
        Assert.Equal(
            "catalogManaged", (await Assert.ThrowsAsync<DeltaException>(() => _table.Table.FindAsync())).Feature);
        Assert.Equal(
            "catalogManaged", (await Assert.ThrowsAsync<DeltaException>(() => _table.Table.RefreshAsync(old))).Feature);
    }

    [Fact]
    public async Task The_time_of_a_version_is_that_of_its_file_where_commits_have_none()
    {
        await _table.Storage.PutCommitAsync(0, First(new CommitInfo { Timestamp = 5 }));
        Assert.Equal(2026, (await _table.Table.LoadAsync()).Timestamp.Year);
    }

    [Fact]
    public async Task A_missing_in_commit_timestamp_is_refused()
    {
        var snapshot = Committed(await _table.CreateAsync());
        await _table.Storage.PutCommitAsync(1, new CommitInfo { Timestamp = 5 }, File("a"));
        Assert.Equal(
            ErrorCodes.MissingTimestamp, (await Assert.ThrowsAsync<DeltaException>(() => _table.Table.LoadAsync())).Code);
        Assert.Equal(
            ErrorCodes.MissingTimestamp,
            (await Assert.ThrowsAsync<DeltaException>(() => _table.AppendAsync(snapshot, File("b")))).Code);
    }

    [Fact]
    public async Task Files_that_were_removed_and_added_again_are_there()
    {
        var file = File("a");
        await _table.Storage.PutCommitAsync(0, First(file));
        await _table.Storage.PutCommitAsync(1, file.Remove(DateTimeOffset.UnixEpoch));
        await _table.Storage.PutCommitAsync(2, file);
        await _table.Storage.PutCommitAsync(3, file with { SizeBytes = 1 }, file.Remove(DateTimeOffset.UnixEpoch));
        Assert.Equal(0, (await _table.Table.LoadAsync(1)).SizeBytes);
        Assert.Equal(100, (await _table.Table.LoadAsync(2)).SizeBytes);
        Assert.Equal(1, (await _table.Table.LoadAsync(3)).SizeBytes);
    }

    [Fact]
    public async Task Sizes_that_cannot_be_summed_do_not_break_the_table()
    {
        await _table.Storage.PutCommitAsync(
            0, First(File("a", sizeBytes: long.MaxValue), File("b", sizeBytes: long.MaxValue)));
        Assert.Equal(long.MaxValue, (await _table.Table.LoadAsync()).SizeBytes);
    }

    [Fact]
    public async Task A_removed_domain_is_gone()
    {
        await _table.Storage.PutCommitAsync(0, First(new DomainMetadata("x", "1"), new DomainMetadata("y", "2")));
        await _table.Storage.PutCommitAsync(1, new DomainMetadata("x", "", Removed: true));
        Assert.Equal(["y"], (await _table.Table.LoadAsync()).Domains.Keys);
    }

    [Theory]
    [InlineData("a b/c.parquet", "memory:/silver/orders/a b/c.parquet")]
    [InlineData("s3://other/c.parquet", "s3://other/c.parquet")]
    [InlineData("a..b/c.parquet", "memory:/silver/orders/a..b/c.parquet")]
    public void Data_files_are_located(string path, string address) =>
        Assert.Equal(address, _table.Table.Locate(File(path)));

    [Theory]
    [InlineData("../../secret")]
    [InlineData("day=1/../../secret")]
    [InlineData("..\\secret")]
    public void Data_files_outside_of_the_table_are_refused(string path) =>
        Assert.Equal(
            ErrorCodes.InvalidPath, Assert.Throws<DeltaException>(() => _table.Table.Locate(File(path))).Code);
}
