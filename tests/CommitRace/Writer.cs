using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Engine;

namespace Lakehouse.CommitRace;

/// <summary>One of several processes that change the rows of a table at the same time, step by step, each step once.</summary>
/// <remarks>
/// Each has a partition of its own. Of ten steps six append to it, one merges into it, one deletes from it, one packs its
/// files, and one merges into a row that all processes count in.
/// </remarks>
/// <param name="environment">Storage, clock and ids.</param>
/// <param name="engine">Runs the queries.</param>
/// <param name="rewriter">Packs files.</param>
/// <param name="path">The table.</param>
/// <param name="number">Number of the process.</param>
internal sealed class Writer(
    DeltaEnvironment environment, DuckDbEngine engine, DuckDbFileRewriter rewriter, string path, int number)
{
    private readonly DeltaTable _table = new(environment, path);
    private readonly DuckDbRowChanger _changer = new(environment, engine);
    private readonly string _part = $"writer-{number}";

    /// <summary>Makes one step and tells the version that it made.</summary>
    public async Task<long> StepAsync(int step)
    {
        while (true)
        {
            switch (await ChangeAsync(step))
            {
                case Committed committed:
                    return committed.Snapshot.Version;
                case null:
                    return await FindAsync(step);
            }
        }
    }

    private async Task<CommitResult?> ChangeAsync(int step)
    {
        var options = new ChangeOptions { Transaction = new SetTransaction(_part, step) };
        switch (step % 10)
        {
            case 2:
                return (await new Merge(environment, path, _changer).RunAsync(
                    "select 'counter' as part, 1::bigint as n", "target.part = source.part",
                    [Update("target.n + source.n")], options)).Commit;
            case 6:
                return (await new Merge(environment, path, _changer).RunAsync(
                    $"select {Id(step - 2, "i")} as id, '{_part}' as part, 100::bigint as n from range(4) as r(i)",
                    "target.part = source.part and target.id = source.id",
                    [Update("target.n + 1"), new RowClause(RowMatch.NotMatched, RowAction.Insert)], options)).Commit;
            case 8:
                return (await new Delete(environment, path, _changer).RunAsync(
                    $"part = '{_part}' and id % 10 = 1", options)).Commit;
            case 5:
                return (await new Optimize(environment, path, rewriter).RunAsync(
                    new OptimizeOptions { Partition = new Dictionary<string, string?> { ["part"] = _part } })).Commit;
            default:
                return (await new Write(environment, path, _changer).RunAsync(
                    $"select {Id(step, "i")} as id, '{_part}' as part, 0::bigint as n from range(3) as r(i)",
                    WriteMode.Append, null, options)).Commit;
        }
    }

    private string Id(int step, string offset) => $"{number * 1_000_000L + step * 10} + {offset}";

    private static RowClause Update(string n) => new(RowMatch.Matched, RowAction.Update)
    {
        Set = new Dictionary<string, string> { ["n"] = n },
    };

    /// <summary>The version of a step that was made although its answer was lost.</summary>
    private async Task<long> FindAsync(int step)
    {
        for (var version = (await _table.LoadAsync()).Version; ; version--)
        {
            await foreach (var commit in _table.ReadCommitsAsync(version, version))
            {
                if (commit.Transactions.Any(txn => txn.AppId == _part && txn.Version == step)) return version;
            }
        }
    }
}
