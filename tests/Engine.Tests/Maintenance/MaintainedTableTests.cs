using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage;
using Lakehouse.Engine.Storage.Azure;
using Lakehouse.TestKit.Storage;
using Xunit;

namespace Lakehouse.Engine.Tests.Maintenance;

#pragma warning disable CA1001 // xunit disposes through IAsyncLifetime.
/// <summary>Tables with real Parquet files that are rearranged; one body on the local disk, in memory and on Azurite.</summary>
public abstract class MaintainedTableTests : IAsyncLifetime
{
    private protected const string Path = "silver/events";

    private readonly TemporaryFolder _folder = new();
    private DuckDbParquetFiles? _parquet;
    private DuckDbFileRewriter? _rewriter;
    private DeltaEnvironment? _environment;

    private protected TemporaryFolder Folder => _folder;

    private protected DeltaEnvironment Environment => _environment!;

    private protected DuckDbFileRewriter Rewriter => _rewriter!;

    private protected DeltaTable Table => new(Environment, Path);

    public async Task InitializeAsync()
    {
        var storage = await OpenAsync();
        _parquet = new DuckDbParquetFiles(storage, new DuckDbEngineOptions(_folder.At("log")));
        _environment = new DeltaEnvironment(storage, _parquet, TimeProvider.System, Guid.NewGuid);
        _rewriter = new DuckDbFileRewriter(_environment, new DuckDbEngineOptions(_folder.At("spill")) { Threads = 2 });
    }

    public Task DisposeAsync()
    {
        _rewriter!.Dispose();
        _parquet!.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Short_files_become_few_and_every_row_stays_once()
    {
        const string day = "case when i % 3 = 0 then null else 'd ' || i % 3 || '%/ü' end";
        await CreateAsync([.. Enumerable.Range(0, 20).Select(file =>
            $"select i as id, 'text ' || i as name, {day} as day from range({file * 100}, {file * 100 + 100}) t(i)")], ["day"]);
        var before = await RowsAsync();
        var report = await new Optimize(Environment, Path, Rewriter).RunAsync(new OptimizeOptions());
        Assert.Equal((60, 3), (report.Removed, report.Added));
        Assert.Equal(before, await RowsAsync());
        Assert.Equal(2000, before.Count);
        var snapshot = await Table.LoadAsync();
        Assert.Equal(2000, snapshot.Files.Sum(Records));
        foreach (var file in snapshot.Files)
        {
            Assert.Equal(file.SizeBytes, (await Environment.Storage.ReadAsync($"{Path}/{file.Path}", default))!.Length);
        }

        var vacuum = await new Vacuum(Environment, Path).RunAsync(new VacuumOptions { Retention = TimeSpan.Zero, AllowShortRetention = true });
        Assert.Equal(60, vacuum.Files.Count);
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task One_partition_is_packed_by_the_name_that_its_column_has_now()
    {
        await CreateAsync([.. Enumerable.Range(0, 4).Select(file =>
            $"select i as id, 'd' || i % 2 as day from range({file * 10}, {file * 10 + 10}) t(i)")], ["day"]);
        var alter = new AlterTable(Environment, Path);
        Assert.IsType<Committed>(await alter.SetPropertiesAsync(new Dictionary<string, string> { ["delta.columnMapping.mode"] = "name" }));
        Assert.IsType<Committed>(await alter.RenameColumnAsync(["day"], "kind"));
        var before = await RowsAsync();
        Task<OptimizeReport> PackAsync(string column) => new Optimize(Environment, Path, Rewriter).RunAsync(
            new OptimizeOptions { Partition = new Dictionary<string, string?> { [column] = "d1" } });
        Assert.Equal(Delta.ErrorCodes.NoPartitionColumn, (await Assert.ThrowsAsync<DeltaException>(() => PackAsync("day"))).Code);
        var report = await PackAsync("kind");
        Assert.Equal((4, 1), (report.Removed, report.Added));
        Assert.Equal(before, await RowsAsync());
        Assert.Equal([1, 4], (await Table.LoadAsync()).Files.CountBy(file => file.PartitionValues.Values.Single()!).Select(one => one.Value).Order());
    }

    [Fact]
    public async Task Deleted_rows_stay_behind()
    {
        await CreateAsync(["select i as id from range(100) t(i)", "select i as id from range(100, 200) t(i)"], []);
        var snapshot = await Table.LoadAsync();
        var files = snapshot.Files.OrderBy(file => file.StatsJson, StringComparer.Ordinal).ToList();
        var vectors = await Table.WriteDeletionVectorsAsync([DeletionVector.Of([0, 7, 99])]);
        await CommitAsync(snapshot, [
            files[0].Remove(DateTimeOffset.UtcNow), files[0] with { DeletionVector = vectors[0] },
            files[1].Remove(DateTimeOffset.UtcNow), files[1] with { DeletionVector = DeletionVectorDescriptor.Inline(DeletionVector.Of([5])) }]);
        var before = await RowsAsync();
        Assert.Equal(196, before.Count);
        var report = await new Optimize(Environment, Path, Rewriter).RunAsync(new OptimizeOptions());
        Assert.Equal((2, 2, 1), (report.Removed, report.VectorsPurged, report.Added));
        Assert.Equal(before, await RowsAsync());
        Assert.Null(Assert.Single((await Table.LoadAsync()).Files).DeletionVector);
    }

    [Fact]
    public async Task Rows_that_are_all_deleted_leave_no_file()
    {
        await CreateAsync(["select i as id from range(3) t(i)"], []);
        var snapshot = await Table.LoadAsync();
        var file = snapshot.Files.Single();
        await CommitAsync(snapshot, [
            file.Remove(DateTimeOffset.UtcNow),
            file with { DeletionVector = DeletionVectorDescriptor.Inline(DeletionVector.Of([0, 1, 2])) }]);
        var report = await new Optimize(Environment, Path, Rewriter).RunAsync(new OptimizeOptions());
        Assert.Equal((1, 0), (report.Removed, report.Added));
        Assert.Empty((await Table.LoadAsync()).Files);
    }

    [Fact]
    public async Task A_restored_version_has_its_rows_again()
    {
        await CreateAsync(["select 1 as id", "select 2 as id"], []);
        var before = await RowsAsync();
        await new Optimize(Environment, Path, Rewriter).RunAsync(new OptimizeOptions());
        var snapshot = await Table.LoadAsync();
        await CommitAsync(snapshot, [snapshot.Files.Single().Remove(DateTimeOffset.UtcNow)]);
        Assert.Empty(await RowsAsync());
        var report = await new Restore(Environment, Path).RunAsync(0);
        Assert.IsType<Committed>(report.Commit);
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Checkpoints_are_written_and_read_in_both_forms()
    {
        foreach (var policy in (string[])["classic", "v2"])
        {
            var table = new DeltaTable(Environment, $"gold/{policy}");
            var schema = new StructType([new StructField("id", PrimitiveType.Long)]);
            var created = await table.CommitAsync(new CommitRequest
            {
                ReadSnapshot = null,
                Actions = [table.NewMetadata(schema, null, new Dictionary<string, string> { ["delta.checkpointPolicy"] = policy })],
                Operation = "CREATE TABLE",
            });
            var snapshot = Assert.IsType<Committed>(created).Snapshot;
            while (snapshot.Version < 10)
            {
                var committed = Assert.IsType<Committed>(await table.CommitAsync(new CommitRequest
                {
                    ReadSnapshot = snapshot,
                    Actions = [new AddFile
                    {
                        Path = $"f{snapshot.Version}", PartitionValues = new Dictionary<string, string?>(), SizeBytes = 1, ModificationTime = 0,
                    }],
                    Operation = "WRITE",
                    Reads = ReadScope.Nothing,
                }));
                Assert.Null(committed.CheckpointFailure);
                snapshot = committed.Snapshot;
            }

            for (var version = 0; version < 10; version++)
            {
                await Environment.Storage.DeleteAsync($"gold/{policy}/_delta_log/{version:D20}.json", default);
            }

            Assert.Equal(
                snapshot.Files.Select(file => file.Path).Order(), (await table.LoadAsync()).Files.Select(file => file.Path).Order());
        }
    }

    private protected abstract Task<IStorage> OpenAsync();

    private protected async Task CreateAsync(IReadOnlyList<string> selects, IReadOnlyList<string> partitionColumns)
    {
        using var lake = new TestLake();
        var schema = await lake.DescribeAsync(selects[0]);
        var adds = new List<AddFile>();
        foreach (var select in selects)
        {
            foreach (var file in await lake.Engine.StageAsync(select, new StageTarget(Path, schema, partitionColumns), default))
            {
                var content = (await lake.Storage.ReadAsync($"{Path}/{file.Path}", default))!;
                Assert.Equal(PutOutcome.Created, await Environment.Storage.PutIfAbsentAsync($"{Path}/{file.Path}", content, default));
                adds.Add(file.ToAdd(schema, DateTimeOffset.UtcNow));
            }
        }

        var properties = new Dictionary<string, string> { ["delta.enableDeletionVectors"] = "true" };
        Assert.IsType<Committed>(await Table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = null,
            Actions = [Table.NewMetadata(schema, partitionColumns, properties), .. adds],
            Operation = "CREATE TABLE AS SELECT",
        }));
    }

    private async Task CommitAsync(Snapshot snapshot, IReadOnlyList<DeltaAction> actions) => Assert.IsType<Committed>(
        await Table.CommitAsync(new CommitRequest { ReadSnapshot = snapshot, Actions = actions, Operation = "DELETE" }));

    private protected async Task<List<string>> RowsAsync(string select = "from ")
    {
        using var engine = new DuckDbEngine(Environment.Storage, new DuckDbEngineOptions(_folder.At("read")));
        var relation = await engine.RelationAsync(Table, (await Table.LoadAsync()).Scan());
        var rows = await engine.QueryAsync(
            select + relation,
            row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => $"{row.GetValue(i)}")), default);
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static long Records(AddFile file)
    {
        using var statistics = System.Text.Json.JsonDocument.Parse(file.StatsJson!);
        return statistics.RootElement.GetProperty("numRecords").GetInt64();
    }
}

public sealed class LocalMaintainedTableTests : MaintainedTableTests
{
    private protected override Task<IStorage> OpenAsync() =>
        Task.FromResult<IStorage>(new LocalStorage(Folder.At("lake"), Guid.NewGuid));

    [Fact]
    public async Task A_Z_order_makes_files_of_which_a_point_needs_few()
    {
        // Columns in no relation to the order of the rows: every file holds nearly all values.
        await CreateAsync([.. Enumerable.Range(0, 4).Select(file =>
            $"select i as id, (i * 7919) % 1009 as \"z_0\", 'k' || lpad(((i * 104729) % 997)::varchar, 4, '0') as key from range({file * 250_000}, {file * 250_000 + 250_000}) t(i)")], []);
        const string content = "select count(*), sum(id), sum(hash(id, z_0, key) % 1000000007) from ";
        var before = await RowsAsync(content);
        var report = await new Optimize(Environment, Path, Rewriter).RunAsync(
            new OptimizeOptions { ZOrderBy = ["z_0", "key"], TargetFileBytes = 100_000 });
        Assert.True(report.Added >= 6, $"{report}");
        Assert.Equal(before, await RowsAsync(content));
        var snapshot = await Table.LoadAsync();
        var first = snapshot.Scan(predicate: Delta.Scans.Predicate.Equal(["z_0"], 100L)).Files.Count;
        var second = snapshot.Scan(predicate: Delta.Scans.Predicate.Equal(["key"], "k0100")).Files.Count;
        var both = snapshot.Scan(predicate: Delta.Scans.Predicate.And(
            Delta.Scans.Predicate.Equal(["z_0"], 100L), Delta.Scans.Predicate.Equal(["key"], "k0100"))).Files.Count;
        Assert.InRange(first, 1, snapshot.Files.Count * 2 / 3);
        Assert.InRange(second, 1, snapshot.Files.Count * 2 / 3);
        Assert.InRange(both, 1, Math.Max(2, snapshot.Files.Count / 3));
    }
}

public sealed class InMemoryMaintainedTableTests : MaintainedTableTests
{
    [Theory]
    [InlineData(Fault.Before, false)]
    [InlineData(Fault.After, false)]
    [InlineData(Fault.Before, true)]
    public async Task Whatever_call_fails_the_rows_stay_and_a_second_try_packs_them(Fault fault, bool staysDown)
    {
        await CreateAsync(["select i as id from range(10) t(i)", "select i as id from range(10, 20) t(i)"], []);
        var before = await RowsAsync();
        for (var call = 1; ; call++)
        {
            var failing = new FaultingStorage(Environment.Storage, new FaultPlan(call, fault, staysDown));
            var environment = Environment with { Storage = failing };
            using var rewriter = new DuckDbFileRewriter(environment, new DuckDbEngineOptions(Folder.At("spill")) { Threads = 1 });
            var error = await Record.ExceptionAsync(() => new Optimize(environment, Path, rewriter).RunAsync(new OptimizeOptions()));
            Assert.True(error is null or IOException, $"{error}");
            Assert.Equal(before, await RowsAsync());
            await new Optimize(Environment, Path, Rewriter).RunAsync(new OptimizeOptions());
            Assert.Equal(before, await RowsAsync());
            Assert.Single((await Table.LoadAsync()).Files);
            if (failing.Calls < call) return;
            await new Restore(Environment, Path).RunAsync(0);
        }
    }

    private protected override Task<IStorage> OpenAsync() => Task.FromResult<IStorage>(new InMemoryStorage(TimeProvider.System));
}

[Collection(AzuriteCollection.Name)]
public sealed class AzureMaintainedTableTests(AzuriteServer server) : MaintainedTableTests
{
    private protected override async Task<IStorage> OpenAsync() => new AzureBlobStorage(new AzureBlobOptions(
        await server.CreateContainerAsync(), AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key), TimeProvider.System, Guid.NewGuid)
    { Prefix = "lake", PartBytes = 64 << 10 });
}
