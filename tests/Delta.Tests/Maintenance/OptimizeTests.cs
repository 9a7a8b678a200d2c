using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.TestKit.Storage;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Maintenance;

public sealed class OptimizeTests
{
    private readonly TestTable _table = new();

    [Fact]
    public async Task Short_files_of_each_partition_are_packed_and_long_ones_left()
    {
        var snapshot = Committed(await _table.CreateAsync(
            null,
            File("a1", "a", 40), File("a2", "a", 30), File("a3", "a", 50), File("a-long", "a", 100),
            File("b1", "b", 90), File("c1", null, 10), File("c2", null, 10)));
        var dry = await RunAsync(new OptimizeOptions { TargetFileBytes = 100, IsDryRun = true });
        Assert.Equal((4, 90L, 0), (dry.Removed, dry.RemovedBytes, dry.Added));
        Assert.Equal(snapshot.Version, (await _table.Table.LoadAsync()).Version);

        var report = await RunAsync(new OptimizeOptions { TargetFileBytes = 100 });
        var after = Committed(report.Commit!);
        Assert.Equal("a-long a3 b1 new(a1+a2) new(c1+c2)", string.Join(' ', after.Files.Select(file => file.Path).Order(StringComparer.Ordinal).Select(Short)));
        Assert.Equal((4, 90L, 2, 90L), (report.Removed, report.RemovedBytes, report.Added, report.AddedBytes));
        Assert.Equal(snapshot.SizeBytes, after.SizeBytes);
        await foreach (var commit in _table.Table.ReadCommitsAsync(after.Version, after.Version))
        {
            Assert.All(commit.Adds, add => Assert.False(add.DataChange));
            Assert.All(commit.Removes, remove => Assert.False(remove.DataChange));
            Assert.Equal(("OPTIMIZE", "SnapshotIsolation", false), (commit.CommitInfo!.Operation, commit.CommitInfo.IsolationLevel, commit.CommitInfo.IsBlindAppend));
            Assert.Equal("4", commit.CommitInfo.OperationMetrics!["numRemovedFiles"]);
            Assert.Equal("2", commit.CommitInfo.OperationMetrics["numAddedFiles"]);
            Assert.Equal("70", commit.CommitInfo.OperationMetrics["maxFileSize"]);
            Assert.Equal("[]", commit.CommitInfo.OperationParameters["zOrderBy"]);
            Assert.StartsWith("Medallion/", commit.CommitInfo.EngineInfo);
        }
        Assert.Null((await RunAsync(new OptimizeOptions { TargetFileBytes = 75 })).Commit);
    }

    [Fact]
    public async Task Only_the_partitions_that_are_named_are_touched_and_a_sort_takes_them_whole()
    {
        await _table.CreateAsync(null, File("a1", "a", 400), File("a2", "a", 30), File("b1", "b", 1), File("b2", "b", 1));
        var report = await RunAsync(new OptimizeOptions { TargetFileBytes = 100, Partition = Day("a"), ZOrderBy = ["id"] });
        Assert.Equal("b1 b2 new(a1+a2)", string.Join(' ', Committed(report.Commit!).Files.Select(file => Short(file.Path)).Order()));
        await foreach (var commit in _table.Table.ReadCommitsAsync(1, 1))
        {
            Assert.Equal("[\"id\"]", commit.CommitInfo!.OperationParameters["zOrderBy"]);
            Assert.Equal("[\"day = 'a'\"]", commit.CommitInfo.OperationParameters["predicate"]);
        }
    }

    [Theory]
    [InlineData("day")]
    [InlineData("nothing")]
    public async Task A_column_that_has_no_order_in_a_file_is_refused(string column)
    {
        await _table.CreateAsync(null, File("a1"), File("a2"));
        var error = await Assert.ThrowsAsync<DeltaException>(() => RunAsync(new OptimizeOptions { ZOrderBy = [column] }));
        Assert.Equal(ErrorCodes.ColumnNotSortable, error.Code);
    }

    [Fact]
    public async Task Deletion_vectors_are_purged_where_enough_rows_are_deleted()
    {
        var snapshot = Committed(await _table.CreateAsync(
            new() { ["delta.enableDeletionVectors"] = "true" },
            Rows("many", 100, 10), Rows("few", 100, 1), Rows("none", 100, 0), Rows("unknown", null, 1)));
        var report = await RunAsync(new OptimizeOptions { TargetFileBytes = 1 });
        Assert.Equal(2, report.VectorsPurged);
        Assert.Equal("few new(many) new(unknown) none", string.Join(' ', Committed(report.Commit!).Files.Select(file => Short(file.Path)).Order()));
        report = await RunAsync(new OptimizeOptions { TargetFileBytes = 1, DeletedRowsShare = 0 });
        Assert.All(Committed(report.Commit!).Files, file => Assert.Null(file.DeletionVector));

        static AddFile Rows(string path, int? rows, int deleted) => File(path, sizeBytes: 5) with
        {
            StatsJson = rows is null ? null : $"{{\"numRecords\":{rows}}}",
            DeletionVector = deleted == 0 ? null : DeletionVectorDescriptor.Inline(DeletionVector.Of(Enumerable.Range(0, deleted).Select(row => (long)row))),
        };
    }

    [Fact]
    public async Task A_clustered_table_is_sorted_by_its_columns_and_only_what_is_new()
    {
        var domain = new DomainMetadata("delta.clustering", """{"clusteringColumns":[["id"]],"domainName":"delta.clustering"}""");
        await _table.CreateAsync(null, File("a1"), File("a2"), domain);
        var after = Committed((await RunAsync(new OptimizeOptions())).Commit!);
        Assert.Equal("liquid", Assert.Single(after.Files).ClusteringProvider);
        Assert.Null((await RunAsync(new OptimizeOptions())).Commit);
        await foreach (var commit in _table.Table.ReadCommitsAsync(1, 1))
            Assert.Equal("[\"id\"]", commit.CommitInfo!.OperationParameters["clusterBy"]);
    }

    [Fact]
    public async Task Appends_meanwhile_are_no_conflict_but_a_removed_file_is()
    {
        await _table.CreateAsync(null, File("a1"), File("a2"));
        var appended = await RunAsync(new OptimizeOptions(), async snapshot => Committed(await _table.AppendAsync(snapshot, File("a3"))));
        Assert.Equal("a3 new(a1+a2)", string.Join(' ', Committed(appended.Commit!).Files.Select(file => Short(file.Path)).Order()));

        var removed = await RunAsync(new OptimizeOptions(), async snapshot => Committed(await _table.CommitAsync(
            snapshot, ReadScope.WholeTable, snapshot.Files.First(file => file.Path == "a3").Remove(DateTimeOffset.UnixEpoch))));
        Assert.Equal(ConflictKind.ConcurrentDeleteDelete, Assert.IsType<Conflicted>(removed.Commit).Kind);
        Assert.Equal("new(a1+a2)", Short(Assert.Single((await _table.Table.LoadAsync()).Files).Path));
        Assert.Equal(1, ((InMemoryStorage)_table.Storage).Paths.Count(path => path.Contains("new(", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Fault.Before, false)]
    [InlineData(Fault.After, false)]
    [InlineData(Fault.Before, true)]
    [InlineData(Fault.After, true)]
    public async Task Whatever_call_fails_the_rows_are_there_once_and_a_second_try_ends_it(Fault fault, bool staysDown)
    {
        for (var call = 1; ; call++)
        {
            var table = new TestTable();
            await table.CreateAsync(null, File("a1", "a"), File("a2", "a"), File("b1", "b"), File("b2", "b"));
            var failing = new FaultingStorage(table.Storage, new FaultPlan(call, fault, staysDown));
            var environment = table.Environment with { Storage = failing };
            var error = await Record.ExceptionAsync(
                () => new Optimize(environment, TestTable.Path, new NamingRewriter(failing)).RunAsync(new OptimizeOptions()));
            Assert.True(error is null or IOException, $"{error}");
            var found = await table.Table.LoadAsync();
            Assert.Equal(4, found.Files.Sum(file => file.Path.Count(character => character == '+') + 1));
            await new Optimize(table.Environment, TestTable.Path, new NamingRewriter(table.Storage)).RunAsync(new OptimizeOptions());
            Assert.Equal("new(a1+a2) new(b1+b2)", string.Join(' ', (await table.Table.LoadAsync()).Files.Select(file => Short(file.Path)).Order()));
            if (failing.Calls < call) return;
        }
    }

    private Task<OptimizeReport> RunAsync(OptimizeOptions options, Func<Snapshot, Task>? meanwhile = null) =>
        new Optimize(_table.Environment, TestTable.Path, new NamingRewriter(_table.Storage, meanwhile)).RunAsync(options);

    private static string Short(string path) => path.Split('~')[0];

    /// <summary>Writes files whose names say what is in them.</summary>
    private sealed class NamingRewriter(IStorage storage, Func<Snapshot, Task>? meanwhile = null) : IFileRewriter
    {
        public async Task<IReadOnlyList<AddFile>> RewriteAsync(FileRewrite rewrite, CancellationToken cancellationToken)
        {
            if (meanwhile is not null) await meanwhile(rewrite.Snapshot);
            var name = $"new({string.Join('+', rewrite.Files.Select(file => Short(file.Path)).Order())})~{rewrite.Snapshot.Version}";
            await storage.PutAsync($"{TestTable.Path}/{name}", new byte[1], cancellationToken);
            return [File(name, rewrite.Files[0].PartitionValues["day"], rewrite.Files.Sum(file => file.SizeBytes))];
        }
    }
}
