using System.Text;
using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Tests.Support;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Commits;

public sealed class CommitTests
{
    private readonly TestTable _table = new();

    [Fact]
    public async Task The_first_commit_holds_info_protocol_and_metadata()
    {
        var snapshot = Committed(await _table.CreateAsync(null, File("day=d1/a.parquet")));
        Assert.Equal(0, snapshot.Version);

        var lines = await LinesAsync(0);
        Assert.Equal(["commitInfo", "protocol", "metaData", "add"], lines.Select(Name));
        var info = lines[0].GetProperty("commitInfo");
        Assert.Equal(snapshot.Timestamp.ToUnixTimeMilliseconds(), info.GetProperty("inCommitTimestamp").GetInt64());
        Assert.Equal("CREATE TABLE", info.GetProperty("operation").GetString());
        Assert.Equal("Medallion/0.1.0", info.GetProperty("engineInfo").GetString());
        Assert.False(info.GetProperty("isBlindAppend").GetBoolean());
        Assert.Equal(
            """{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["inCommitTimestamp"]}""",
            lines[1].GetProperty("protocol").GetRawText());
        Assert.Equal(
            """{"delta.enableInCommitTimestamps":"true"}""",
            lines[2].GetProperty("metaData").GetProperty("configuration").GetRawText());
        Assert.Equal("d1", lines[3].GetProperty("add").GetProperty("partitionValues").GetProperty("day").GetString());
    }

    [Fact]
    public async Task A_commit_says_what_was_done()
    {
        var first = Committed(await _table.CreateAsync());
        var result = await _table.Table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = first,
            Actions = [File("a"), new SetTransaction("app", 7, 5)],
            Operation = "WRITE",
            OperationParameters = new Dictionary<string, string> { ["mode"] = "Append" },
            OperationMetrics = new Dictionary<string, string> { ["numFiles"] = "1" },
            UserMetadata = "run 1",
            Reads = ReadScope.Nothing,
        });
        var second = Committed(result);
        Assert.Equal(7, second.TransactionVersion("app"));
        Assert.Null(second.TransactionVersion("other"));

        var commits = new List<string?>();
        await foreach (var commit in _table.Table.ReadCommitsAsync(0, 1))
        {
            var info = commit.CommitInfo!;
            commits.Add($"{commit.Version} {info.Operation} {info.UserMetadata} {info.IsBlindAppend} {info.ReadVersion} "
                + $"{string.Join(',', info.OperationParameters)} {string.Join(',', info.OperationMetrics ?? info.OperationParameters)}");
        }
        Assert.Equal(["0 CREATE TABLE  False   ", "1 WRITE run 1 True 0 [mode, Append] [numFiles, 1]"], commits);
    }

    [Fact]
    public async Task A_commit_without_counts_is_counted_by_its_files()
    {
        var counted = File("a") with { StatsJson = """{"minValues":{"id":1},"numRecords":30}""" };
        var first = Committed(await _table.CreateAsync());
        var second = Committed(await _table.AppendAsync(first, counted, File("b", "d2", 70), new SetTransaction("app", 1)));
        var third = Committed(await _table.CommitAsync(
            second, ReadScope.WholeTable, counted.Remove(DateTimeOffset.UnixEpoch), File("c", "d1", 5) with { StatsJson = null }));
        var b = third.Files.Single(file => file.Path == "b");
        var vector = new DeletionVectorDescriptor("u", "vBn[lx{q8@P<9BNH/isA", 1, 36, 1);
        await _table.CommitAsync(
            third, ReadScope.WholeTable, b.Remove(DateTimeOffset.UnixEpoch), b with { DeletionVector = vector }, File("e", "d2", 9));

        var counts = new List<string>();
        await foreach (var commit in _table.Table.ReadCommitsAsync(0, 3))
        {
            counts.Add(string.Join(' ', commit.CommitInfo!.OperationMetrics?.Select(one => $"{one.Key}={one.Value}") ?? ["none"]));
        }
        Assert.Equal(
            [
                "none",
                "numFiles=2 numOutputBytes=170 numOutputRows=31",
                "numFiles=1 numOutputBytes=5 numRemovedFiles=1 numRemovedBytes=100",
                "numFiles=1 numOutputBytes=9 numOutputRows=1",
            ],
            counts);
    }

    [Fact]
    public async Task Overwriting_a_partition_replaces_its_files_only()
    {
        var first = Committed(await _table.CreateAsync(null, File("a", "d1"), File("b", "d2", 7)));
        var old = first.Files.Single(file => file.Path == "a");
        var second = Committed(await _table.CommitAsync(
            first, ReadScope.Partitions([Day("d1")]), old.Remove(DateTimeOffset.UnixEpoch), File("c", "d1", 5)));
        Assert.Equal("b c", State.Files(second));
        Assert.Equal(12, second.SizeBytes);
        Assert.Equal("a b", State.Files(first));
    }

    [Fact]
    public async Task In_commit_timestamps_grow_even_when_the_clock_goes_back()
    {
        var table = new TestTable(clock: new SteppingClock { Step = TimeSpan.FromHours(-1) });
        var first = Committed(await table.CreateAsync());
        var second = Committed(await table.AppendAsync(first, File("a")));
        var third = Committed(await table.AppendAsync(second, File("b")));
        Assert.Equal(first.Timestamp.AddMilliseconds(1), second.Timestamp);
        Assert.Equal(first.Timestamp.AddMilliseconds(2), third.Timestamp);
    }

    [Fact]
    public async Task A_table_without_in_commit_timestamps_needs_no_features()
    {
        var configuration = new Dictionary<string, string> { ["delta.enableInCommitTimestamps"] = "false" };
        var snapshot = Committed(await _table.CreateAsync(configuration, File("a")));
        Assert.Equal((1, 2), (snapshot.Protocol.MinReaderVersion, snapshot.Protocol.MinWriterVersion));
        Assert.False((await LinesAsync(0))[0].GetProperty("commitInfo").TryGetProperty("inCommitTimestamp", out _));
        Assert.Equal("a", State.Files(await _table.Table.LoadAsync()));
    }

    [Fact]
    public async Task The_snapshot_of_a_commit_is_that_of_the_log()
    {
        var snapshot = Committed(await _table.CreateAsync(null, File("a"), new DomainMetadata("x.y", "{}")));
        snapshot = Committed(await _table.AppendAsync(snapshot, File("b ü%/é.parquet", null), new SetTransaction("t", 1)));
        Assert.Equal(State.Describe(await _table.Table.LoadAsync()), State.Describe(snapshot));
    }

    [Fact]
    public async Task An_append_only_table_refuses_removes_of_rows_but_not_rearrangement()
    {
        var configuration = new Dictionary<string, string> { ["delta.appendOnly"] = "true" };
        var snapshot = Committed(await _table.CreateAsync(configuration, File("a")));
        var file = snapshot.Files.Single();
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.CommitAsync(
            snapshot, ReadScope.WholeTable, file.Remove(DateTimeOffset.UnixEpoch)));
        Assert.Equal(ErrorCodes.AppendOnly, error.Code);
        var rearranged = await _table.CommitAsync(
            snapshot, ReadScope.Nothing,
            file.Remove(DateTimeOffset.UnixEpoch, dataChange: false), File("b") with { DataChange = false });
        Assert.Equal("b", State.Files(Committed(rearranged)));
    }

    public static TheoryData<DeltaAction[]> Misfits => new()
    {
        { [new CommitInfo()] },
        { [File("a"), File("a")] },
        { [new SetTransaction("t", 1), new SetTransaction("t", 2)] },
        { [new DomainMetadata("d", ""), new DomainMetadata("d", "")] },
        { [new Protocol(1, 7), new Protocol(1, 7)] },
        { [File("a") with { PartitionValues = new Dictionary<string, string?>() }] },
        { [File("a") with { PartitionValues = new Dictionary<string, string?> { ["other"] = "x" } }] },
        { [File("a") with { SizeBytes = -1 }] },
        { [File("not there").Remove(DateTimeOffset.UnixEpoch)] },
        { [File("live"), File("live").Remove(DateTimeOffset.UnixEpoch)] },
        { [new Metadata { Id = "other", Schema = Schema, PartitionColumns = ["day"] }] },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public async Task Actions_that_do_not_fit_are_the_callers_mistake(DeltaAction[] actions)
    {
        var snapshot = Committed(await _table.CreateAsync(null, File("live")));
        await Assert.ThrowsAsync<ArgumentException>(() => _table.AppendAsync(snapshot, actions));
        Assert.Equal(0, (await _table.Table.LoadAsync()).Version);
    }

    [Fact]
    public async Task A_new_table_needs_valid_metadata()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(File("a")));
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(_table.Table.NewMetadata(Schema, ["missing"])));
        await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(_table.Table.NewMetadata(Schema, ["id", "day"])));
        Assert.Null(await _table.Table.FindAsync());

        Task CreateAsync(DeltaAction action) => _table.Table.CommitAsync(
            new CommitRequest { ReadSnapshot = null, Actions = [action], Operation = "CREATE TABLE" });
    }

    [Fact]
    public async Task Metadata_can_change_but_in_commit_timestamps_cannot_be_turned_on()
    {
        var plain = new Dictionary<string, string> { ["delta.enableInCommitTimestamps"] = "false" };
        var snapshot = Committed(await _table.CreateAsync(plain));
        var changed = Committed(await _table.AppendAsync(snapshot, snapshot.Metadata with { Name = "orders" }));
        Assert.Equal("orders", changed.Metadata.Name);
        var enabled = snapshot.Metadata with
        {
            Configuration = new Dictionary<string, string> { ["delta.enableInCommitTimestamps"] = "true" },
        };
        var upgrade = new Protocol(1, 7) { WriterFeatures = ["inCommitTimestamp"] };
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.AppendAsync(changed, enabled, upgrade));
        Assert.Equal("inCommitTimestamp", error.Feature);
    }

    private static string Name(JsonElement line) => line.EnumerateObject().Single().Name;

    private async Task<List<JsonElement>> LinesAsync(long version)
    {
        var content = await _table.Storage.ReadAsync($"{TestTable.Path}/_delta_log/{version:D20}.json", default);
        return [.. Encoding.UTF8.GetString(content!).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
