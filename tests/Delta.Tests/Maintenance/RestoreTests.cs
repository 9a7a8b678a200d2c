using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.TestKit.Storage;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Maintenance;

public sealed class RestoreTests
{
    private readonly TestTable _table = new();

    [Fact]
    public async Task A_table_gets_files_schema_and_properties_of_the_version_again()
    {
        var (first, last) = await FillAsync(_table);
        var report = await new Restore(_table.Environment, TestTable.Path).RunAsync(0);
        Assert.Equal((1, 11L, 2, 50L), (report.Restored, report.RestoredBytes, report.Removed, report.RemovedBytes));
        var restored = Committed(report.Commit!);
        Assert.Equal(last.Version + 1, restored.Version);
        Assert.Equal(State.Files(first), State.Files(restored));
        Assert.Equal(first.SizeBytes, restored.SizeBytes);
        Assert.Equal(SchemaJson.Write(first.Metadata.Schema), SchemaJson.Write(restored.Metadata.Schema));
        Assert.Equal("one", restored.Metadata.Configuration["note"]);
        Assert.Equal(State.Describe(restored), State.Describe(await _table.Table.LoadAsync()));
        Assert.Equal(3, restored.TransactionVersion("app"));

        await foreach (var commit in _table.Table.ReadCommitsAsync(restored.Version, restored.Version))
        {
            Assert.Equal("RESTORE", commit.CommitInfo!.Operation);
            Assert.Equal("0", commit.CommitInfo.OperationParameters["version"]);
            Assert.Equal("2", commit.CommitInfo.OperationMetrics!["numRemovedFiles"]);
            Assert.Equal("1", commit.CommitInfo.OperationMetrics["numRestoredFiles"]);
            Assert.Equal($"{first.SizeBytes}", commit.CommitInfo.OperationMetrics["tableSizeAfterRestore"]);
            Assert.All(commit.Adds, add => Assert.True(add.DataChange));
        }
        Assert.Null((await new Restore(_table.Environment, TestTable.Path).RunAsync(0)).Commit);
        // And forth again.
        Committed((await new Restore(_table.Environment, TestTable.Path).RunAsync(last.Version)).Commit!);
        Assert.Equal(State.Files(last), State.Files(await _table.Table.LoadAsync()));
    }

    [Fact]
    public async Task A_version_whose_files_are_gone_is_not_restored()
    {
        await FillAsync(_table);
        await _table.Storage.DeleteAsync($"{TestTable.Path}/a", default);
        var error = await Assert.ThrowsAsync<DeltaException>(() => new Restore(_table.Environment, TestTable.Path).RunAsync(0));
        Assert.Equal(ErrorCodes.FilesDeleted, error.Code);
        Assert.Contains("1 of 1 files are gone, such as a.", error.Message);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_not_restored()
    {
        await FillAsync(_table);
        var error = await Assert.ThrowsAsync<DeltaException>(() => new Restore(_table.Environment, TestTable.Path).RunAsync(99));
        Assert.Equal(ErrorCodes.VersionNotFound, error.Code);
    }

    [Theory]
    [InlineData(Fault.Before, false)]
    [InlineData(Fault.After, false)]
    [InlineData(Fault.Before, true)]
    [InlineData(Fault.After, true)]
    public async Task Whatever_call_fails_the_table_has_one_version_or_the_other(Fault fault, bool staysDown)
    {
        for (var call = 1; ; call++)
        {
            var table = new TestTable();
            var (first, last) = await FillAsync(table);
            var failing = new FaultingStorage(table.Storage, new FaultPlan(call, fault, staysDown));
            CommitResult? result = null;
            var error = await Record.ExceptionAsync(async () =>
                result = (await new Restore(table.Environment with { Storage = failing }, TestTable.Path).RunAsync(0)).Commit);
            Assert.True(error is null or IOException, $"{error}");
            var found = await table.Table.LoadAsync();
            Assert.Equal(State.Files(found.Version == last.Version ? last : first), State.Files(found));
            if (result is Committed) Assert.Equal(last.Version + 1, found.Version);
            await new Restore(table.Environment, TestTable.Path).RunAsync(0);
            Assert.Equal(State.Files(first), State.Files(await table.Table.LoadAsync()));
            Assert.Equal(last.Version + 1, (await table.Table.LoadAsync()).Version);
            if (failing.Calls < call) return;
        }
    }

    private static async Task<(Snapshot First, Snapshot Last)> FillAsync(TestTable table)
    {
        foreach (var name in (string[])["a", "b", "c", "d"])
            await table.Storage.PutAsync($"{TestTable.Path}/{name}", new byte[1], default);
        var first = Committed(await table.CreateAsync(new() { ["note"] = "one" }, File("a", sizeBytes: 11), File("b", sizeBytes: 7)));
        var last = Committed(await table.AppendAsync(
            first, first.Files.Single(file => file.Path == "a").Remove(DateTimeOffset.UnixEpoch), File("c", sizeBytes: 20), new SetTransaction("app", 3)));
        var wider = new StructType([.. last.Metadata.Schema.Fields, new StructField("more", PrimitiveType.Long)]);
        last = Committed(await table.AppendAsync(last, last.Metadata with
        {
            Schema = wider,
            Configuration = new Dictionary<string, string>(last.Metadata.Configuration) { ["note"] = "two" },
        }));
        return (first, Committed(await table.AppendAsync(last, File("d", sizeBytes: 30))));
    }
}
