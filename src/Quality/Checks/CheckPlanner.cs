using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Quality.Checks;

/// <summary>Lists what the records of a source must satisfy, in the order in which errors are told.</summary>
public static class CheckPlanner
{
    /// <summary>The checks of the fields in preorder, then the rules, then support and lateness where there is a source.</summary>
    public static IReadOnlyList<PlannedCheck> Plan(Contract contract, Source? source)
    {
        var checks = new List<PlannedCheck>();
        foreach (var field in contract.Shape.All)
        {
            checks.AddRange(field.Checks.Select(check => new PlannedCheck(field, check)));
        }
        checks.AddRange(contract.Rules.Select(rule => new PlannedCheck(null, rule)));
        if (source is not null && ContractStatus.EndOfSupport(contract) is { } end)
        {
            checks.Add(new PlannedCheck(null, new SupportCheck(end)));
        }
        if (source?.Lateness is { Action: LateAction.Quarantine } lateness)
        {
            checks.Add(new PlannedCheck(source.EventTime, new LatenessCheck(lateness.Longest)));
        }
        return checks;
    }
}
