using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Checkpoints;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Tests.Support;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Checkpoints;

public sealed class LogCompactionTests
{
    private readonly TestTable _table = new();

    [Fact]
    public async Task A_compaction_holds_the_net_effect_of_its_commits()
    {
        var first = Committed(await _table.CreateAsync(null, File("old"), new DomainMetadata("gone", "1")));
        var second = Committed(await _table.AppendAsync(first, File("a"), File("b"), new SetTransaction("app", 1)));
        var third = Committed(await _table.AppendAsync(
            second,
            second.Files.Single(file => file.Path == "old").Remove(DateTimeOffset.UnixEpoch),
            second.Files.Single(file => file.Path == "a").Remove(DateTimeOffset.UnixEpoch),
            new SetTransaction("app", 2),
            new DomainMetadata("gone", "", Removed: true)));
        var fourth = Committed(await _table.AppendAsync(third, File("a", sizeBytes: 9)));
        var compaction = new LogCompaction(_table.Storage, TestTable.Path);
        Assert.True(await compaction.WriteAsync(1, 3, default));
        Assert.False(await compaction.WriteAsync(1, 3, default));

        var path = $"{TestTable.Path}/_delta_log/{1:D20}.{3:D20}.compacted.json";
        var compacted = CommitFile.Read(TestTable.Path, 3, path, (await _table.Storage.ReadAsync(path, default))!);
        Assert.Null(compacted.CommitInfo);
        Assert.Equal(["a", "b"], compacted.Adds.Select(add => add.Path).Order());
        Assert.Equal(9, compacted.Adds.Single(add => add.Path == "a").SizeBytes);
        Assert.Equal(["old"], compacted.Removes.Select(remove => remove.Path));
        Assert.Equal(2, Assert.Single(compacted.Transactions).Version);
        Assert.True(Assert.Single(compacted.Domains).Removed);

        // Taken instead of the commits it gives the same state.
        for (var version = 1; version < 3; version++) await _table.Storage.DeleteLogAsync($"{version:D20}.json");
        Assert.Equal(State.Describe(fourth), State.Describe(await _table.Table.LoadAsync()));
    }

    [Fact]
    public async Task A_missing_commit_is_not_passed_over()
    {
        var first = Committed(await _table.CreateAsync());
        var second = Committed(await _table.AppendAsync(first, File("a")));
        await _table.AppendAsync(second, File("b"));
        await _table.Storage.DeleteLogAsync($"{1:D20}.json");
        var error = await Assert.ThrowsAsync<DeltaException>(
            () => new LogCompaction(_table.Storage, TestTable.Path).WriteAsync(0, 2, default));
        Assert.Equal(ErrorCodes.LogGap, error.Code);
        Assert.Null(await _table.Storage.ReadAsync($"{TestTable.Path}/_delta_log/{0:D20}.{2:D20}.compacted.json", default));
    }
}
