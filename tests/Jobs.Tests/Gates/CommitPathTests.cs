using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Medallion;
using Xunit;

namespace Lakehouse.Jobs.Tests.Gates;

/// <summary>
/// Law 3: every way by which rows become visible. A method that is new here commits to a table: send it through a gate, or
/// say why it needs none.
/// </summary>
public sealed class CommitPathTests
{
    private const string Keeps = "keeps raw records as received; they are judged when they leave Bronze";
    private const string Books = "writes down what runs did";
    private const string Same = "the rows of the table stay the same";

    /// <summary>All methods of the flow and the command that commit, with the gate that they stand behind or the reason for none.</summary>
    private static readonly Dictionary<string, string> Paths = new()
    {
        ["RunContext.CommitAsync"] = "the door that all stages use",
        ["Lander.CommitAsync"] = Keeps,
        ["SilverPublication.CommitQuarantineAsync"] = "DatasetRun.RefusalAsync",
        ["SilverPublication.CommitParkedAsync"] = "DatasetRun.RefusalAsync",
        ["SilverPublication.CommitSilverAsync"] = "DatasetRun.RefusalAsync",
        ["SilverPublication.CommitLookedAsync"] = "adds no rows",
        ["ProductBuild.CommitAsync"] = "TableChecks.Refusal",
        ["OpsWriter.AppendAsync"] = Books,
        ["TableSession.OptimizeAsync"] = Same,
        ["TableSession.VacuumAsync"] = Same,
        ["TableSession.RestoreAsync"] = "shows a version again that passed its gate",
    };

    /// <summary>Where a gated commit is asked for: the gate is called first.</summary>
    private static readonly (string Caller, string Gate, string Commit)[] Gated =
    [
        ("DatasetRun.TakeAsync", "DatasetRun.RefusalAsync", "SilverPublication.CommitQuarantineAsync"),
        ("DatasetRun.TakeAsync", "DatasetRun.RefusalAsync", "SilverPublication.CommitParkedAsync"),
        ("DatasetRun.TakeAsync", "DatasetRun.RefusalAsync", "SilverPublication.CommitSilverAsync"),
        ("ProductRun.BuildAsync", "TableChecks.Refusal", "ProductBuild.CommitAsync"),
    ];

    private static readonly CallGraph Graph = new(
        typeof(DeltaTable).Assembly, typeof(DuckDbEngine).Assembly, typeof(Flow).Assembly, typeof(Program).Assembly);

    [Fact]
    public void Every_method_that_commits_stands_in_the_list()
    {
        var flow = new[] { typeof(Flow).Assembly, typeof(Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Select(type => type.Name).ToHashSet();
        bool IsOfFlow(string method) => flow.Contains(method.Split('.')[0]);
        var library = Graph.Reaching("Committer.CommitAsync", method => !IsOfFlow(method));

        // RunContext.CommitAsync is the one door of the flow: those who call it are listed, not those who call them.
        var committing = Graph.CallersOf(library).Union(Graph.CallersOf(new HashSet<string> { "RunContext.CommitAsync" })).Where(IsOfFlow);

        Assert.Equal(Paths.Keys.Order(), committing.Order());
    }

    [Fact]
    public void Every_gated_commit_is_called_after_its_gate_and_nowhere_else()
    {
        Assert.Equal(Paths.Where(path => Gated.Any(gated => gated.Gate == path.Value)).Select(path => path.Key).Order(), Gated.Select(g => g.Commit).Order());
        foreach (var (caller, gate, commit) in Gated)
        {
            Assert.Equal([caller], Graph.CallersOf(new HashSet<string> { commit }).Where(method => method != commit));
            var calls = Graph.CalleesOf(caller).ToList();
            Assert.InRange(calls.IndexOf(gate), 0, calls.IndexOf(commit) - 1);
        }
    }
}
