using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Tests.Support;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Snapshots;

public sealed class ReplayTests
{
    // Each commit: files to add, which live files to remove (by number), an application that moves on.
    private static readonly Gen<List<Step>> History =
        Gen.Choose(0, 3)
            .SelectMany(adds => Gen.Choose(0, 99).ListOf().SelectMany(removes => Gen.Choose(0, 3)
                .Select(app => new Step(adds, [.. removes], app))))
            .ListOf().Where(steps => steps.Count < 40)
            .Select(steps => steps.ToList());

    [Fact]
    public void Replay_is_a_fold_of_the_commits_with_and_without_checkpoints() =>
        Prop.ForAll(History.ToArbitrary(), steps => RunAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static async Task RunAsync(List<Step> steps)
    {
        var checkpointed = new TestTable();
        var plain = new TestTable();
        var snapshot = Committed(await checkpointed.CreateAsync(new() { ["delta.checkpointInterval"] = "3" }));
        var other = Committed(await plain.CreateAsync(new() { ["delta.checkpointInterval"] = "1000" }));
        var live = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var apps = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var refreshed = snapshot;
        for (var i = 0; i < steps.Count; i++)
        {
            var actions = Actions(steps[i], i, live, apps);
            snapshot = Committed(await checkpointed.CommitAsync(snapshot, ReadScope.WholeTable, actions));
            other = Committed(await plain.CommitAsync(other, ReadScope.WholeTable, actions));
            if (i % 4 == 0) refreshed = await checkpointed.Table.RefreshAsync(refreshed);
        }
        foreach (var found in (Delta.Snapshots.Snapshot[])[snapshot, other, await plain.Table.LoadAsync(),
            await checkpointed.Table.LoadAsync(), await checkpointed.Table.RefreshAsync(refreshed)])
        {
            Assert.Equal(live, new SortedDictionary<string, long>(
                found.Files.ToDictionary(file => file.Path, file => file.SizeBytes), StringComparer.Ordinal));
            Assert.Equal(live.Values.Sum(), found.SizeBytes);
            Assert.Equal(apps, new SortedDictionary<string, long>(
                found.Transactions.ToDictionary(txn => txn.Key, txn => txn.Value.Version), StringComparer.Ordinal));
        }
        Assert.Equal(live.Keys, await NewestFirstAsync(plain, steps.Count));
        for (var version = 0; version <= steps.Count; version++)
            Assert.Equal(
                State.Files(await plain.Table.LoadAsync(version)), State.Files(await checkpointed.Table.LoadAsync(version)));
    }

    /// <summary>The live files as other readers find them: from the newest commit back, the first word on a path counts.</summary>
    private static async Task<IEnumerable<string>> NewestFirstAsync(TestTable table, long version)
    {
        var (seen, live) = (new HashSet<string>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var commit in (await table.Table.ReadCommitsAsync(0, version).ToListAsync()).AsEnumerable().Reverse())
        {
            live.UnionWith(commit.Adds.Select(add => add.Path).Where(seen.Add).ToList());
            seen.UnionWith(commit.Removes.Select(remove => remove.Path));
        }
        return live;
    }

    /// <summary>The actions of a step; also does the same to plain dictionaries.</summary>
    private static DeltaAction[] Actions(
        Step step, int number, SortedDictionary<string, long> live, SortedDictionary<string, long> apps)
    {
        var actions = new List<DeltaAction>();
        foreach (var index in step.Removes.Where(index => index < live.Count).Distinct())
        {
            var (path, size) = live.ElementAt(index);
            if (actions.OfType<RemoveFile>().Any(remove => remove.Path == path)) continue;
            actions.Add(File(path, sizeBytes: size).Remove(DateTimeOffset.UnixEpoch.AddDays(30_000)));
        }
        foreach (var remove in actions.OfType<RemoveFile>()) live.Remove(remove.Path);
        for (var i = 0; i < step.Adds; i++)
        {
            var file = File($"f{number}-{i} %", sizeBytes: number * 10 + i);
            actions.Add(file);
            live[file.Path] = file.SizeBytes;
        }
        if (step.App > 0)
        {
            actions.Add(new SetTransaction($"app{step.App}", number));
            apps[$"app{step.App}"] = number;
        }
        return [.. actions];
    }

    private sealed record Step(int Adds, IReadOnlyList<int> Removes, int App);
}
