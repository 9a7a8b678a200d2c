using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.TestKit.Storage;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Maintenance;

/// <summary>
/// Random histories: a vacuum keeps what any version of the retention period needs, and deletes the rest. What is needed
/// is written down while the history is made, not asked of the library.
/// </summary>
public sealed class VacuumLawTests
{
    private static readonly string[] Folders = ["", "day=d%201/", "a/b c/", "_change_data_of_mine=x/", "day=%C3%BC#+/"];

    private readonly SettableClock _clock = new();
    private readonly List<Version> _versions = [];
    private readonly TestTable _table;
    private readonly Dictionary<string, DateTimeOffset> _written = [];
    private readonly Dictionary<DeletionVectorDescriptor, string> _vectorFiles = [];

    public VacuumLawTests() => _table = new TestTable(clock: _clock);

    public static TheoryData<int, int> Histories
    {
        get
        {
            var histories = new TheoryData<int, int>();
            foreach (var seed in Enumerable.Range(1, 12))
                foreach (var hours in (int[])[0, 30, 168, 720])
                    histories.Add(seed, hours);
            return histories;
        }
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task What_a_version_of_the_period_needs_stays_and_all_else_goes(int seed, int retentionHours)
    {
        await RunHistoryAsync(new Random(seed));
        var cutoff = _clock.GetUtcNow() - TimeSpan.FromHours(retentionHours);
        await new Vacuum(_table.Environment, TestTable.Path).RunAsync(
            new VacuumOptions { Retention = TimeSpan.FromHours(retentionHours), AllowShortRetention = true });

        var paths = ((InMemoryStorage)_table.Storage).Paths.ToHashSet();
        // A version is of the period when it was the newest at some moment of it.
        var needed = _versions
            .Where((_, i) => i == _versions.Count - 1 || _versions[i + 1].At >= cutoff)
            .SelectMany(version => version.Objects.Concat(version.At >= cutoff ? version.ChangeFiles : []))
            .ToHashSet();
        Assert.Empty(needed.Except(paths));
        Assert.Empty(_written.Where(file => file.Value < cutoff).Select(file => file.Key).Except(needed).Intersect(paths));
    }

    private async Task RunHistoryAsync(Random random)
    {
        var snapshot = Committed(await _table.CreateAsync(new() { ["delta.enableDeletionVectors"] = "true" }));
        Note(snapshot, []);
        for (var step = 0; step < 60; step++)
        {
            _clock.Advance(TimeSpan.FromMinutes(random.Next(1, 3000)));
            var live = snapshot.Files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
            var file = live.Count == 0 ? null : live[random.Next(live.Count)];
            var changes = new List<string>();
            List<DeltaAction> actions = [];
            switch (random.Next(6))
            {
                case 0 when file is not null:
                    actions.Add(file.Remove(_clock.GetUtcNow()));
                    break;
                case 1 or 2 when file is not null:
                    var vector = (await _table.Table.WriteDeletionVectorsAsync([DeletionVector.Of([step])]))[0];
                    actions.AddRange([file.Remove(_clock.GetUtcNow()), file with { DeletionVector = vector }]);
                    break;
                case 3:
                    var change = $"_change_data/cdc-{step} %.parquet";
                    changes.Add(await PutAsync(change));
                    actions.Add(new AddCdcFile { Path = change, PartitionValues = Day("d"), SizeBytes = 1 });
                    break;
                default:
                    actions.Add(File($"{Folders[random.Next(Folders.Length)]}part-{step} %2F.parquet"));
                    break;
            }
            await PutAsync($"{Folders[random.Next(Folders.Length)]}never-{step}.parquet");
            foreach (var add in actions.OfType<AddFile>().Where(add => add.DeletionVector is null)) await PutAsync(add.Path);
            // Commits are made some time after their files.
            _clock.Advance(TimeSpan.FromMinutes(random.Next(1, 90)));
            actions = [.. actions.Select(action => action is RemoveFile remove
                ? remove with { DeletionTimestamp = _clock.GetUtcNow().ToUnixTimeMilliseconds() } : action)];
            snapshot = Committed(await _table.AppendAsync(snapshot, [.. actions]));
            Note(snapshot, changes);
        }
    }

    private void Note(Snapshot snapshot, List<string> changeFiles) => _versions.Add(new Version(
        snapshot.Timestamp,
        [.. snapshot.Files.Select(file => $"{TestTable.Path}/{file.Path}"),
            .. snapshot.Files.Select(VectorFile).OfType<string>()],
        changeFiles));

    private string? VectorFile(AddFile file)
    {
        if (file.DeletionVector is not { } vector) return null;
        // The file that was written last when the vector was made; found by its time, not by its name.
        if (!_vectorFiles.TryGetValue(vector, out var path))
        {
            path = ((InMemoryStorage)_table.Storage).Paths.Single(one => one.EndsWith(".bin", StringComparison.Ordinal) && !_vectorFiles.ContainsValue(one));
            _vectorFiles.Add(vector, path);
        }
        return path;
    }

    private async Task<string> PutAsync(string path)
    {
        var full = $"{TestTable.Path}/{path}";
        await _table.Storage.PutAsync(full, "x"u8.ToArray(), default);
        _written[full] = _clock.GetUtcNow();
        return full;
    }

    private sealed record Version(DateTimeOffset At, IReadOnlyList<string> Objects, IReadOnlyList<string> ChangeFiles);
}
