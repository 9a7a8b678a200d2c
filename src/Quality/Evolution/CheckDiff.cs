using System.Globalization;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Evolution;

/// <summary>Checks of the table as a whole that came, went or changed.</summary>
internal static class CheckDiff
{
    public static IEnumerable<ContractChange> Changes(IReadOnlyList<TableCheck> before, IReadOnlyList<TableCheck> after)
    {
        var (old, next) = (Index(before), Index(after));
        foreach (var (key, check) in next.Where(pair => !old.ContainsKey(pair.Key)))
        {
            yield return new ContractChange(ChangeKind.Additive, ChangeCodes.CheckChanged, "/quality",
                $"the check '{check.Name}' is new or changed: {check.Threshold}")
            {
                Column = check.Columns.Count == 1 ? check.Columns[0].Split('.')[0] : null,
            };
        }
        foreach (var (key, check) in old.Where(pair => !next.ContainsKey(pair.Key)
            && !after.Any(a => a.Name == pair.Value.Name)))
        {
            yield return new ContractChange(ChangeKind.Additive, ChangeCodes.CheckRemoved, "/quality", $"the check '{check.Name}' is gone");
        }
    }

    /// <summary>Relationships that came, went or changed.</summary>
    public static IEnumerable<ContractChange> Changes(
        IReadOnlyList<ContractRelationship> before, IReadOnlyList<ContractRelationship> after)
    {
        var (old, next) = (before.Select(Describe).ToList(), after.Select(Describe).ToList());
        return next.Except(old).Select(words => Change(ChangeCodes.CheckChanged, words, "is new or changed"))
            .Concat(old.Except(next).Select(words => Change(ChangeCodes.CheckRemoved, words, "is gone or changed")));

        static ContractChange Change(string code, string words, string what) =>
            new(ChangeKind.Additive, code, "/relationships", $"the relationship '{words}' {what}");
    }

    private static string Describe(ContractRelationship relationship) =>
        $"{string.Join(", ", relationship.From)} to {string.Join(", ", relationship.To)}, "
        + relationship.OnMissing.ToString().ToLowerInvariant()
        + (relationship.OnMissing == OnMissing.Park
            ? string.Create(CultureInfo.InvariantCulture, $" {relationship.ParkFor}, {relationship.ParkAtMost}")
            : "");

    private static Dictionary<string, TableCheck> Index(IEnumerable<TableCheck> checks) => checks
        .DistinctBy(Describe).ToDictionary(Describe);

    private static string Describe(TableCheck check) => string.Create(CultureInfo.InvariantCulture,
        $"{check.Metric}|{check.Threshold}|{string.Join(',', check.Columns)}|{string.Join(',', check.Values)}|{check.Pattern}|{check.Query}|{check.InPercent}|{check.Severity}");
}
