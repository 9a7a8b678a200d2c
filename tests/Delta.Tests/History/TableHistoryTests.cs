using Lakehouse.Delta.History;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;
using Xunit;
using static Lakehouse.Delta.Tests.Support.LogWriter;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.History;

public sealed class TableHistoryTests
{
    private readonly TestTable _table = new();

    [Fact]
    public async Task A_version_is_found_by_its_in_commit_timestamp()
    {
        var snapshots = new List<Snapshot> { Committed(await _table.CreateAsync()) };
        for (var i = 0; i < 12; i++) snapshots.Add(Committed(await _table.AppendAsync(snapshots[^1], File($"f{i}"))));
        foreach (var snapshot in snapshots)
        {
            Assert.Equal(snapshot.Version, (await _table.Table.LoadAsync(snapshot.Timestamp)).Version);
            Assert.Equal(
                Math.Max(0, snapshot.Version - 1),
                (await _table.Table.LoadAsync(Later(snapshots[0], snapshot.Timestamp.AddMilliseconds(-1)))).Version);
        }
        Assert.Equal(12, (await _table.Table.LoadAsync(DateTimeOffset.MaxValue)).Version);
        var error = await Assert.ThrowsAsync<DeltaException>(
            () => _table.Table.LoadAsync(snapshots[0].Timestamp.AddMilliseconds(-1)));
        Assert.Equal(ErrorCodes.VersionNotFound, error.Code);

        var history = await ToListAsync(_table.Table.ReadHistoryAsync());
        Assert.Equal(snapshots.Select(one => (one.Version, one.Timestamp)).Reverse(), history.Select(one => (one.Version, one.Timestamp)));
        Assert.Equal(["WRITE", "WRITE"], (await ToListAsync(_table.Table.ReadHistoryAsync(2))).Select(one => one.CommitInfo?.Operation));
    }

    [Fact]
    public void Times_of_files_that_stand_still_or_go_back_are_moved_on()
    {
        var start = DateTimeOffset.UnixEpoch.AddDays(20_000);
        var files = new LogFiles("t");
        foreach (var (version, milliseconds) in (int[])[0, 5, 5, 3, 100] is var times ? times.Index() : [])
            files.Add(
                new LogFileName(version, LogFileKind.Commit),
                new StoredObject($"{version}", 1, start.AddMilliseconds(milliseconds)));
        var found = new CommitTimes(files);
        Assert.Equal(
            [0, 5, 6, 7, 100], found.Versions.Select(version => (int)(found.Of(version) - start).TotalMilliseconds));
        Assert.Equal(3, found.LastAt(start.AddMilliseconds(99), long.MaxValue));
        Assert.Equal(1, found.LastAt(start.AddMilliseconds(99), 2));
        Assert.Null(found.LastAt(start.AddMilliseconds(-1), long.MaxValue));
    }

    [Fact]
    public async Task Before_in_commit_timestamps_were_turned_on_the_files_tell_the_time()
    {
        await _table.Storage.PutCommitAsync(0, First());
        await _table.Storage.PutCommitAsync(1, File("a"));
        var enabled = DateTimeOffset.UnixEpoch.AddDays(40_000);
        await _table.Storage.PutLogAsync("00000000000000000002.json", $$$$"""
            {"commitInfo":{"inCommitTimestamp":{{{{enabled.ToUnixTimeMilliseconds()}}}}}}
            {"metaData":{"id":"m","schemaString":"{\"type\":\"struct\",\"fields\":[]}","partitionColumns":[],"configuration":{"delta.enableInCommitTimestamps":"true","delta.inCommitTimestampEnablementVersion":"2","delta.inCommitTimestampEnablementTimestamp":"{{{{enabled.ToUnixTimeMilliseconds()}}}}"}}}
            """);
        Assert.Equal(2, (await _table.Table.LoadAsync(enabled)).Version);
        Assert.Equal(1, (await _table.Table.LoadAsync(enabled.AddMilliseconds(-1))).Version);
        Assert.Equal([2L, 1, 0], (await ToListAsync(_table.Table.ReadHistoryAsync())).Select(one => one.Version));
    }

    private static DateTimeOffset Later(Snapshot first, DateTimeOffset time) =>
        time < first.Timestamp ? first.Timestamp : time;

    private static async Task<List<HistoryEntry>> ToListAsync(IAsyncEnumerable<HistoryEntry> entries)
    {
        var list = new List<HistoryEntry>();
        await foreach (var entry in entries) list.Add(entry);
        return list;
    }
}
