using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Ports;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>We as a writer of the race, held back so that Spark's slower commits come between.</summary>
internal sealed class RacingMedallion(DeltaEnvironment environment, string path, IRowChanger changer, IFileRewriter rewriter)
{
    public const string Part = "ours";

    private readonly Random _random = new(1);

    /// <summary>How many tries were ruled out by commits of the other writer.</summary>
    public int Conflicts { get; private set; }

    /// <summary>The version that each step made.</summary>
    public Dictionary<int, long> Versions { get; } = [];

    /// <summary>Makes all steps.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="otherBegins">Waits until the other writer begins its next try.</param>
    public async Task RunAsync(int steps, Func<Task> otherBegins)
    {
        for (var step = 1; step <= steps; step++)
        {
            CommitResult? result;
            do
            {
                await otherBegins();
                await WaitAsync();
                result = await TryAsync(step);
                if (result is Conflicted) Conflicts++;
            }
            while (result is Conflicted);

            Versions.Add(step, Assert.IsType<Committed>(result).Snapshot.Version);
        }
    }

    /// <summary>About as long as a statement of Spark takes.</summary>
    private Task WaitAsync() => Task.Delay(_random.Next(1000));

    private async Task<CommitResult?> TryAsync(int step)
    {
        // The change has read the table when it waits.
        var slow = new RacingChanger(changer, WaitAsync);
        var options = new ChangeOptions { Transaction = new SetTransaction(Part, step) };
        return (RaceStep)(step % 6) switch
        {
            RaceStep.Count => (await new Update(environment, path, slow).RunAsync(Set("n + 1"), "part = 'both'", options)).Commit,
            RaceStep.Merge => (await new Merge(environment, path, slow).RunAsync(
                $"select '{Part}' as part, i + {(step - 1) * 10} as id, 100::bigint as n from range(4) r(i)",
                $"target.part = '{Part}' and target.id = source.id",
                [
                    new RowClause(RowMatch.Matched, RowAction.Update) { Set = Set("target.n + 1") },
                    new RowClause(RowMatch.NotMatched, RowAction.Insert),
                ],
                options)).Commit,
            RaceStep.Delete => (await new Delete(environment, path, slow).RunAsync($"part = '{Part}' and id % 10 = 1", options)).Commit,
            RaceStep.Optimize => (await new Optimize(environment, path, rewriter).RunAsync(
                new OptimizeOptions { Partition = new Dictionary<string, string?> { ["part"] = Part } })).Commit,
            _ => (await new Write(environment, path, slow).RunAsync(
                $"select '{Part}' as part, i + {step * 10} as id, 0::bigint as n from range(3) r(i)",
                WriteMode.Append, null, options)).Commit,
        };
    }

    private static Dictionary<string, string> Set(string n) => new() { ["n"] = n };
}
