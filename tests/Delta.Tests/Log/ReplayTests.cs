using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Xunit;

namespace Lakehouse.Delta.Tests.Log;

/// <summary>Commits of many files, which are not looked at one by one, among small ones.</summary>
public sealed class ReplayTests
{
    private const int Many = 5_000;

    private readonly Dictionary<string, long> _live = [];
    private readonly List<ReadOnlyMemory<byte>> _commits = [];
    private TableState _start = TableState.Empty;

    [Fact]
    public void Files_of_large_commits_are_added_replaced_and_removed_in_order()
    {
        Commit(Adds("first", 3, 1));
        Commit(Adds("a", Many, 2));
        Commit([.. Adds("first", 1, 3), .. Adds("b", 2, 3)]);
        Commit([.. Adds("a", 10, 4), .. Adds("c", Many, 4)]);
        CheckState();
        Commit([.. Removes("a", 20), .. Removes("first", 1)]);
        Commit([.. Adds("a", 15, 5), .. Adds("d", Many, 5)]);
        Commit([.. Removes("d", Many - 1), .. Adds("e", Many, 6)]);
        StartHere();
        Commit([.. Adds("e", Many, 7), .. Removes("c", 5)]);
        Commit(Adds("c", Many, 8));
        CheckState();
    }

    [Fact]
    public void A_file_that_comes_again_has_no_tombstone()
    {
        Commit(Adds("a", 2, 1));
        Commit(Removes("a", 2));
        StartHere();
        Assert.Equal(["a/0", "a/1"], _start.Tombstones.Keys.Order());
        Commit(Adds("a", Many, 2));
        Assert.Empty(CheckState().Tombstones);
    }

    private void StartHere()
    {
        _start = CheckState();
        _commits.Clear();
    }

    private TableState CheckState()
    {
        var replay = new Replay(_start);
        foreach (var content in _commits) replay.Add(Read(content));
        var state = replay.State();
        Assert.Equal(
            _live.OrderBy(file => file.Key, StringComparer.Ordinal),
            state.Files.Select(file => KeyValuePair.Create(file.Key, file.Value.SizeBytes))
                .OrderBy(file => file.Key, StringComparer.Ordinal));
        Assert.Equal(_live.Count, state.Files.Count);
        Assert.Equal(_live.Values.Sum(), state.TotalBytes);
        return state;
    }

    private void Commit(DeltaAction[] actions)
    {
        foreach (var remove in actions.OfType<RemoveFile>()) _live.Remove(remove.Path);
        foreach (var add in actions.OfType<AddFile>()) _live[add.Path] = add.SizeBytes;
        _commits.Add(CommitFile.Write(actions));
        var commit = Read(_commits[^1]);
        Assert.Equal(actions.Length >= Many, commit.Adds is FileList);
        Assert.Equal(actions.OfType<AddFile>().Select(add => add.Path), commit.Adds.Select(add => add.Path));
    }

    private static TableCommit Read(ReadOnlyMemory<byte> content) => CommitFile.Read("t", 1, "t", content.Span);

    private static DeltaAction[] Adds(string name, int count, long size) =>
        [.. Enumerable.Range(0, count).Select(i => new AddFile
        {
            Path = $"{name}/{i}",
            PartitionValues = new Dictionary<string, string?> { ["p"] = i % 2 == 0 ? null : $"{i % 7}" },
            SizeBytes = size,
            ModificationTime = i,
            StatsJson = i % 3 == 0 ? null : """{"numRecords":1}""",
            BaseRowId = i % 100 == 99 ? i : null,
        })];

    private static DeltaAction[] Removes(string name, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new RemoveFile { Path = $"{name}/{i}", DataChange = true })];
}
