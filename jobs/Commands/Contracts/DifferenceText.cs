using Lakehouse.Medallion.Contracts;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Evolution;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary>A difference as lines for people.</summary>
internal static class DifferenceText
{
    public static void Write(TextWriter target, SchemaDifference difference, IReadOnlyList<ImpactedTable> impact)
    {
        target.Write($"{difference.Name}: {Verdict(difference)}\n");
        foreach (var change in difference.Changes)
        {
            target.Write($"  {Label(change.Kind),-13} {change.Code} {change.Path}: {Sentence(change)}\n");
        }
        if (impact.Count > 0)
        {
            target.Write("  reaches\n");
        }
        foreach (var table in impact)
        {
            target.Write($"    {Reached(table)}\n");
        }
    }

    /// <summary>Whether it may be published, and what its version has to be.</summary>
    public static string Verdict(SchemaDifference difference)
    {
        var verdict = difference.Kind switch
        {
            null => "no change",
            ChangeKind.Breaking => $"breaks {CompatibilityModes.NameOf(difference.Mode)} compatibility",
            _ => $"compatible ({CompatibilityModes.NameOf(difference.Mode)})",
        };
        var version = difference.OldVersion is null || difference.NewVersion is null ? ""
            : $", version {difference.OldVersion} -> {difference.NewVersion}";
        return verdict + version + (difference.IsVersionTooLow ? $", which has to be {difference.DemandedVersion} or later" : "");
    }

    /// <summary>What changed and for whom.</summary>
    public static string Sentence(ContractChange change) => change.Direction switch
    {
        "new_reads_old" => $"{change.Message} (the new version reads what the old one allowed)",
        "old_reads_new" => $"{change.Message} (the old version reads what the new one allows)",
        _ => change.Message,
    };

    /// <summary>A table that is reached.</summary>
    public static string Reached(ImpactedTable table) =>
        table.Table + (table.Columns.Count > 0 ? $" ({string.Join(", ", table.Columns)})" : "")
        + (table.Through.Count > 0 ? $" through {string.Join(", ", table.Through)}" : "")
        + $", owner {table.Owner}"
        + (table.Consumers.Count > 0 ? $", used by {string.Join(", ", table.Consumers)}" : "")
        + (table.Fails ? ": its query fails" : "");

    private static string Label(ChangeKind kind) => kind switch
    {
        ChangeKind.Breaking => "breaking",
        ChangeKind.Additive => "additive",
        _ => "documentation",
    };
}
