using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Tests.Support;
using Xunit;
using static Lakehouse.Delta.Tests.Support.LogWriter;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Checkpoints;

/// <summary>Forms of checkpoints and compactions that other programs write.</summary>
public sealed class ReadFormsTests
{
    private const string Id = "80a083e8-7026-4e79-81be-64bd76c43a11";

    private readonly TestTable _table = new();

    [Fact]
    public async Task A_compaction_stands_for_its_commits()
    {
        await _table.Storage.PutCommitAsync(0, First(File("a")));
        await _table.Storage.PutCommitAsync(1, File("b"));
        await _table.Storage.PutCommitAsync(2, File("a").Remove(DateTimeOffset.UnixEpoch), new SetTransaction("x", 7));
        await _table.Storage.PutCommitAsync(3, File("c"));
        var replayed = await _table.Table.LoadAsync();
        await _table.Storage.PutLogAsync(
            "00000000000000000001.00000000000000000002.compacted.json",
            Lines(File("b"), File("a").Remove(DateTimeOffset.UnixEpoch), new SetTransaction("x", 7)));
        await _table.Storage.DeleteLogAsync("00000000000000000001.json");
        Assert.Equal(State.Describe(replayed), State.Describe(await _table.Table.LoadAsync()));
        Assert.Equal("b", State.Files(await _table.Table.LoadAsync(2)));
        Assert.Equal(
            ErrorCodes.LogGap, (await Assert.ThrowsAsync<DeltaException>(() => _table.Table.LoadAsync(1))).Code);
    }

    [Fact]
    public async Task The_time_of_a_version_comes_from_its_commit_and_not_from_a_compaction()
    {
        var created = Committed(await _table.CreateAsync());
        var snapshot = Committed(await _table.AppendAsync(created, File("a")));
        await _table.Storage.PutLogAsync(
            "00000000000000000000.00000000000000000001.compacted.json",
            Lines(snapshot.Protocol, snapshot.Metadata, File("a")));
        Assert.Equal(snapshot.Timestamp, (await _table.Table.LoadAsync()).Timestamp);
    }

    [Fact]
    public async Task A_json_checkpoint_names_its_sidecars()
    {
        await PutSidecarAsync("one.parquet", File("a"), File("b %"));
        await PutSidecarAsync("two 2.parquet", File("c").Remove(DateTimeOffset.UnixEpoch));
        await _table.Storage.PutLogAsync(
            $"00000000000000000003.checkpoint.{Id}.json",
            """{"checkpointMetadata":{"version":3}}""" + "\n" + Lines(First(new SetTransaction("x", 1)))
            + """{"sidecar":{"path":"one.parquet","sizeInBytes":1,"modificationTime":1}}""" + "\n"
            + """{"sidecar":{"path":"two%202.parquet","sizeInBytes":1,"modificationTime":1}}""");
        await _table.Storage.PutCommitAsync(4, File("d"));
        var snapshot = await _table.Table.LoadAsync();
        Assert.Equal("a b % d", State.Files(snapshot));
        Assert.Equal(1, snapshot.TransactionVersion("x"));
    }

    [Fact]
    public async Task A_parquet_checkpoint_of_either_name_may_have_sidecars()
    {
        await PutSidecarAsync("one.parquet", File("a"));
        const string sidecar = """{"sidecar":{"path":"one.parquet","sizeInBytes":1,"modificationTime":1}}""";
        var content = "FAKE PARQUET\n" + Lines(First()) + sidecar + "\nEND\n";
        await _table.Storage.PutLogAsync("00000000000000000003.checkpoint.parquet", content);
        Assert.Equal("a", State.Files(await _table.Table.LoadAsync()));
        await _table.Storage.PutLogAsync($"00000000000000000004.checkpoint.{Id}.parquet", content);
        Assert.Equal((4, "a"), await _table.Table.LoadAsync() is var found ? (found.Version, State.Files(found)) : default);
    }

    [Theory]
    [InlineData("gone.parquet", "_sidecars/gone.parquet")]
    [InlineData("../x.parquet", Id)]
    [InlineData("..%2Fx.parquet", Id)]
    public async Task A_sidecar_that_is_not_there_or_lies_elsewhere_is_refused(string path, string file)
    {
        await _table.Storage.PutLogAsync(
            $"00000000000000000003.checkpoint.{Id}.json",
            Lines(First()) + $$$"""{"sidecar":{"path":"{{{path}}}","sizeInBytes":1,"modificationTime":1}}""");
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.Table.LoadAsync());
        Assert.Equal(ErrorCodes.UnreadableCheckpoint, error.Code);
        Assert.Contains(file, error.File);
    }

    [Fact]
    public async Task Statistics_that_are_kept_as_columns_are_found()
    {
        var row = """{"add":{"path":"a","partitionValues":{"day":"d"},"size":1,"modificationTime":1,"dataChange":false,"stats_parsed":{"numRecords":5,"minValues":{"id":1}}}}""";
        await _table.Storage.PutLogAsync(
            "00000000000000000003.checkpoint.parquet", "FAKE PARQUET\n" + Lines(First()) + row + "\nEND\n");
        var file = Assert.Single((await _table.Table.LoadAsync()).Files);
        Assert.Equal("""{"numRecords":5,"minValues":{"id":1}}""", file.StatsJson);
    }

    private static string Lines(params DeltaAction[] actions) => Encoding.UTF8.GetString(CommitFile.Write(actions).Span);

    private Task PutSidecarAsync(string name, params DeltaAction[] actions) =>
        _table.Storage.PutLogAsync($"_sidecars/{name}", $"FAKE PARQUET\n{Lines(actions)}END\n");
}
