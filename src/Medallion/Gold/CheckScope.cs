using Lakehouse.Quality.Checks;

namespace Lakehouse.Medallion.Gold;

/// <summary>Which rows the checks of a product have to see when only some partitions are built.</summary>
internal static class CheckScope
{
    /// <summary>
    /// Whether any check speaks of the whole table. A count of bad rows does not: the partitions that stay were checked
    /// when they were built. Nor do duplicates of a key that holds the partition column.
    /// </summary>
    public static bool NeedsWholeTable(IReadOnlyList<TableCheck> checks, string? partitionColumn) =>
        checks.Any(check => check.InPercent || check.Metric switch
        {
            TableMetric.NullValues or TableMetric.MissingValues or TableMetric.InvalidValues => false,
            TableMetric.DuplicateValues => partitionColumn is null || !check.Columns.Contains(partitionColumn),
            _ => true,
        });
}
