using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.CommitRace;

/// <summary>One of several processes that change a table at the same time, step by step, each step once.</summary>
/// <param name="environment">Storage, clock and ids.</param>
/// <param name="path">The table.</param>
/// <param name="writer">Number of the process.</param>
internal sealed class Writer(DeltaEnvironment environment, string path, int writer)
{
    private const string SharedCounter = "counter";

    private readonly DeltaTable _table = new(environment, path);
    private readonly string _appId = $"writer-{writer}";
    private Snapshot? _known;

    /// <summary>Makes one step and tells the version that it made.</summary>
    /// <remarks>Of ten steps six append, two count (all writers at one file), one deletes, one packs files of this writer.</remarks>
    public async Task<long> StepAsync(int step)
    {
        while (true)
        {
            _known = _known is null ? await _table.LoadAsync() : await _table.RefreshAsync(_known);
            if (_known.TransactionVersion(_appId) >= step) return await FindAsync(step);
            if (await CommitAsync(_known, step) is not Committed committed) continue;
            _known = committed.Snapshot;
            return _known.Version;
        }
    }

    private Task<CommitResult> CommitAsync(Snapshot snapshot, int step)
    {
        var own = snapshot.Files.Where(file => file.Path.StartsWith($"{_appId}/", StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var now = environment.Clock.GetUtcNow();
        switch (step % 10)
        {
            case 2 or 6:
                var counter = snapshot.Files.Single(file => file.PartitionValues["part"] == SharedCounter);
                return CommitAsync(snapshot, "UPDATE", step, ReadScope.Partitions([counter.PartitionValues]), [
                    counter.Remove(now), File($"{SharedCounter}/{_appId}-{step}", SharedCounter, counter.SizeBytes + 1)]);
            case 8 when own.Count > 0:
                return CommitAsync(snapshot, "DELETE", step, ReadScope.Nothing, [own[0].Remove(now)]);
            case 9 when own.Count > 1:
                return CommitAsync(snapshot, "OPTIMIZE", step, ReadScope.Nothing, [
                    own[0].Remove(now, dataChange: false), own[1].Remove(now, dataChange: false),
                    File($"{_appId}/{step:D4}", _appId, own[0].SizeBytes + own[1].SizeBytes) with { DataChange = false }]);
            default:
                return CommitAsync(snapshot, "WRITE", step, ReadScope.Nothing, [File($"{_appId}/{step:D4}", _appId, 1)]);
        }
    }

    private Task<CommitResult> CommitAsync(
        Snapshot snapshot, string operation, int step, ReadScope reads, IEnumerable<DeltaAction> actions) =>
        _table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = snapshot,
            Actions = [.. actions, new SetTransaction(_appId, step)],
            Operation = operation,
            Reads = reads,
        });

    /// <summary>The version of a step that was made although its answer was lost.</summary>
    private async Task<long> FindAsync(int step)
    {
        var newest = await _table.LoadAsync();
        for (var version = newest.Version; ; version--)
        {
            await foreach (var commit in _table.ReadCommitsAsync(version, version))
            {
                if (commit.Transactions.Any(txn => txn.AppId == _appId && txn.Version == step)) return version;
            }
        }
    }

    private static AddFile File(string path, string part, long size) => new()
    {
        Path = path,
        PartitionValues = new Dictionary<string, string?> { ["part"] = part },
        SizeBytes = size,
        ModificationTime = 0,
    };
}
