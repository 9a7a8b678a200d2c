using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Tests.Support;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Commits;

public sealed class ConflictTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    // The table holds a in d1 and b in d2. The winner commits first, the loser from the same snapshot.
    public static TheoryData<string, string, string, ConflictKind?> Cases => new()
    {
        { "append d1", "append d1", "nothing", null },
        { "append d1", "append d2", "nothing", null },
        { "append d1", "overwrite d1", "d1", ConflictKind.ConcurrentAppend },
        { "append d2", "overwrite d1", "d1", null },
        { "append d2", "overwrite d1", "all", ConflictKind.ConcurrentAppend },
        { "append null", "overwrite d1", "d1", null },
        { "append null", "append d1", "empty", ConflictKind.ConcurrentAppend },
        { "overwrite d1", "append d1", "nothing", null },
        { "overwrite d1", "append d1", "d1", ConflictKind.ConcurrentAppend },
        { "overwrite d1", "overwrite d1", "nothing", ConflictKind.ConcurrentDeleteDelete },
        { "overwrite d1", "overwrite d2", "d2", null },
        { "remove d1", "overwrite d1", "d1", ConflictKind.ConcurrentDeleteDelete },
        { "remove d1", "append d1", "d1", ConflictKind.ConcurrentDeleteRead },
        { "remove d1", "append d1", "all", ConflictKind.ConcurrentDeleteRead },
        { "remove d1 bare", "append d1", "d1", ConflictKind.ConcurrentDeleteRead },
        { "remove d1 bare", "append d1", "d2", null },
        { "remove d1", "append d2", "d2", null },
        { "txn app", "txn app", "nothing", ConflictKind.ConcurrentTransaction },
        { "txn app", "txn other", "nothing", null },
        { "domain x", "domain x", "nothing", ConflictKind.ConcurrentTransaction },
        { "domain x", "domain y", "nothing", null },
        { "rearrange d1", "append d1", "nothing", null },
        { "rearrange d1", "append d2", "d2", null },
        { "rearrange d1", "overwrite d2", "d2", null },
        { "rearrange d1", "overwrite d1", "d1", ConflictKind.ConcurrentAppend },
        { "rearrange d1", "rearrange d1", "nothing", ConflictKind.ConcurrentDeleteDelete },
        { "rearrange d1", "rearrange d2", "nothing", null },
        { "append d1", "rearrange d1", "nothing", null },
        { "remove d1", "rearrange d1", "nothing", ConflictKind.ConcurrentDeleteDelete },
        { "remove d1", "remove d2", "d2", null },
        { "note", "overwrite d1", "all", null },
        { "append d1", "note", "all", ConflictKind.ConcurrentAppend },
        { "append d1", "note", "nothing", null },
        { "txn app", "txn app", "all", ConflictKind.ConcurrentTransaction },
        { "metadata", "rearrange d1", "nothing", ConflictKind.MetadataChanged },
        { "metadata", "metadata", "nothing", ConflictKind.MetadataChanged },
        { "append d1", "metadata", "nothing", null },
        { "append d1", "metadata", "all", ConflictKind.ConcurrentAppend },
        { "protocol", "protocol", "nothing", ConflictKind.ProtocolChanged },
        { "metadata", "append d1", "nothing", ConflictKind.MetadataChanged },
        { "protocol", "append d1", "nothing", ConflictKind.ProtocolChanged },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_commit_follows_another_or_conflicts_with_it(
        string winner, string loser, string reads, ConflictKind? conflict)
    {
        var table = new TestTable();
        var snapshot = Committed(await table.CreateAsync(
            null, File("a", "d1"), File("b", "d2"), new DomainMetadata("z", "{}")));
        var won = Committed(await table.CommitAsync(snapshot, ReadScope.Nothing, Actions(winner, "w")));
        var result = await table.CommitAsync(snapshot, Scope(reads), Actions(loser, "l"));

        if (conflict is null)
        {
            var after = Committed(result);
            Assert.Equal(2, after.Version);
            Assert.True(after.Timestamp > won.Timestamp);
            Assert.Equal(State.Describe(await table.Table.LoadAsync()), State.Describe(after));
            return;
        }
        var lost = Assert.IsType<Conflicted>(result);
        Assert.Equal((conflict.Value, 1), (lost.Kind, lost.WinnerVersion));
        Assert.StartsWith("DEL0103: ", lost.Message);
        Assert.Equal(State.Describe(won), State.Describe(await table.Table.LoadAsync()));

        DeltaAction[] Actions(string what, string file)
        {
            var words = what.Split(' ');
            var live = snapshot.Files.FirstOrDefault(one => one.PartitionValues["day"] == words[^1]);
            return words switch
            {
                ["append", "null"] => [File(file, null)],
                ["append", var day] => [File(file, day)],
                ["overwrite", var day] => [live!.Remove(Now), File(file, day)],
                ["remove", "d1", "bare"] =>
                    [snapshot.Files.First(one => one.Path == "a").Remove(Now) with { PartitionValues = null, SizeBytes = null }],
                ["remove", _] => [live!.Remove(Now)],
                ["rearrange", var day] =>
                    [live!.Remove(Now, dataChange: false), File(file, day) with { DataChange = false }],
                ["note"] => [],
                ["txn", var app] => [File(file), new SetTransaction(app, 1)],
                ["domain", var domain] => [new DomainMetadata(domain, "{}")],
                ["metadata"] => [snapshot.Metadata with { Name = "new" }],
                _ => [new Protocol(1, 7) { WriterFeatures = ["inCommitTimestamp", "domainMetadata"] }],
            };
        }
    }

    [Fact]
    public async Task The_second_of_two_creations_conflicts()
    {
        var table = new TestTable();
        var won = Committed(await table.CreateAsync());
        var lost = Assert.IsType<Conflicted>(await table.CreateAsync());
        Assert.Equal((ConflictKind.TableCreated, 0), (lost.Kind, lost.WinnerVersion));
        Assert.Equal(State.Describe(won), State.Describe(await table.Table.LoadAsync()));
    }

    [Fact]
    public async Task A_commit_follows_many_others()
    {
        var table = new TestTable();
        var snapshot = Committed(await table.CreateAsync());
        var newest = snapshot;
        for (var i = 0; i < 25; i++) newest = Committed(await table.AppendAsync(newest, File($"f{i}")));
        var late = Committed(await table.AppendAsync(snapshot, File("late")));
        Assert.Equal(26, late.Version);
        Assert.Equal(26, late.Files.Count);
    }

    private static ReadScope Scope(string reads) => reads switch
    {
        "nothing" => ReadScope.Nothing,
        "all" => ReadScope.WholeTable,
        "empty" => ReadScope.Partitions([Day("")]),
        var day => ReadScope.Partitions([Day(day)]),
    };
}
