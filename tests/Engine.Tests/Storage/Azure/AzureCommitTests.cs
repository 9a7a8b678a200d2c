using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage.Azure;
using Lakehouse.TestKit.Storage;
using Xunit;

namespace Lakehouse.Engine.Tests.Storage.Azure;

/// <summary>Commits over the Blob service: what they ask of it, and what becomes of them when answers are lost.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class AzureCommitTests(AzuriteServer server)
{
    private const string Path = "silver/orders";

    [Fact]
    public async Task A_commit_puts_two_blobs_and_a_refresh_asks_for_the_next_commit_and_the_hint()
    {
        using var transport = new FaultyTransport("lost", _ => false);
        var table = Open(await server.CreateContainerAsync(), transport);
        var snapshot = await CreateAsync(table);
        var before = transport.Calls;
        snapshot = await AppendAsync(table, snapshot, 1);
        Assert.Equal(2, transport.Calls - before);

        before = transport.Calls;
        Assert.Same(snapshot, await table.RefreshAsync(snapshot));
        Assert.Equal(2, transport.Calls - before);
    }

    [Fact]
    public async Task A_commit_that_lost_a_version_asks_who_won_reads_that_commit_and_tries_the_next()
    {
        using var transport = new FaultyTransport("lost", _ => false);
        var table = Open(await server.CreateContainerAsync(), transport);
        var first = await CreateAsync(table);
        await AppendAsync(table, first, 1);
        var before = transport.Calls;
        Assert.Equal(2, (await AppendAsync(table, first, 2)).Version);
        // Put, its writer, the winner, the version after it; put, checksum.
        Assert.Equal(6, transport.Calls - before);
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("503 before")]
    [InlineData("503 after")]
    public async Task Whatever_answer_is_lost_a_step_is_made_once(string fault)
    {
        for (var call = 1; ; call++)
        {
            var container = await server.CreateContainerAsync();
            var healthy = Open(container, null);
            var snapshot = await CreateAsync(healthy);
            using var transport = new FaultyTransport(fault, number => number == call);
            var result = await CommitAsync(Open(container, transport), snapshot, 1);
            Assert.True(result is Committed or Retryable, $"{result}");

            var found = await healthy.LoadAsync();
            if (result is Committed) Assert.Equal(1, found.TransactionVersion("app"));
            if (found.TransactionVersion("app") is null) found = Assert.IsType<Committed>(await CommitAsync(healthy, found, 1)).Snapshot;
            Assert.Equal((1L, 1, 1L), (found.Version, found.Files.Count, found.TransactionVersion("app")));
            if (transport.Calls < call) return;
        }
    }

    private static DeltaTable Open(Uri container, FaultyTransport? transport)
    {
        var storage = new AzureBlobStorage(new AzureBlobOptions(
            container, AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key), TimeProvider.System, Guid.NewGuid)
        { Prefix = "lake", Transport = transport, Retries = 0 });
        // No commit here is so late that a checkpoint is due.
        return new DeltaTable(new DeltaEnvironment(storage, new DuckDbParquetFiles(storage, new DuckDbEngineOptions("unused/spill")), TimeProvider.System, Guid.NewGuid), Path);
    }

    private static async Task<Snapshot> CreateAsync(DeltaTable table) => Assert.IsType<Committed>(await table.CommitAsync(new CommitRequest
    {
        ReadSnapshot = null,
        Actions = [table.NewMetadata(new StructType([new StructField("id", PrimitiveType.Long)]))],
        Operation = "CREATE TABLE",
    })).Snapshot;

    private static async Task<Snapshot> AppendAsync(DeltaTable table, Snapshot snapshot, int number)
    {
        var committed = Assert.IsType<Committed>(await table.CommitAsync(Request(snapshot, [File(number)])));
        Assert.Null(committed.CheckpointFailure);
        return committed.Snapshot;
    }

    private static Task<CommitResult> CommitAsync(DeltaTable table, Snapshot snapshot, int number) =>
        table.CommitAsync(Request(snapshot, [File(number), new SetTransaction("app", number)]));

    private static CommitRequest Request(Snapshot snapshot, IReadOnlyList<DeltaAction> actions) => new()
    {
        ReadSnapshot = snapshot,
        Actions = actions,
        Operation = "WRITE",
        Reads = ReadScope.Nothing,
    };

    private static AddFile File(int number) => new()
    {
        Path = $"f{number}",
        PartitionValues = new Dictionary<string, string?>(),
        SizeBytes = 1,
        ModificationTime = 0,
    };
}
