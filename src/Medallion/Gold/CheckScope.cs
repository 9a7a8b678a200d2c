using Lakehouse.Quality.Checks;

namespace Lakehouse.Medallion.Gold;

/// <summary>Which rows the checks of a product have to see when only some partitions are built.</summary>
internal static class CheckScope
{
    /// <summary>
    /// Whether any check speaks of the whole table. One that forbids every bad row does not: the partitions that stay were
    /// checked when they were built. Nor do duplicates of a key that holds the partition column.
    /// </summary>
    public static bool NeedsWholeTable(IReadOnlyList<TableCheck> checks, string? partitionColumn) =>
        checks.Any(check => !check.Threshold.AllowsNone || check.InPercent || check.Severity != Severity.Error
            || (check.Metric is not (TableMetric.NullValues or TableMetric.MissingValues or TableMetric.InvalidValues)
                && !IsWithinPartitions(check, partitionColumn)));

    private static bool IsWithinPartitions(TableCheck check, string? partitionColumn) =>
        check.Metric == TableMetric.DuplicateValues && partitionColumn is not null && check.Columns.Contains(partitionColumn);
}
