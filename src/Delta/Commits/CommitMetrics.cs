using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Commits;

/// <summary>What the actions of a commit tell about it, under the names that delta-spark gives the counts of a WRITE.</summary>
internal static class CommitMetrics
{
    /// <summary>
    /// Files, bytes and rows that are added, and files and bytes that are removed; null when there are neither. Rows are left
    /// out where a file does not tell them, removed files where none is. A file that only gets another deletion vector is
    /// neither added nor removed.
    /// </summary>
    public static Dictionary<string, string>? Of(IReadOnlyList<DeltaAction> actions)
    {
        var (adds, removes) = (actions.OfType<AddFile>().ToList(), actions.OfType<RemoveFile>().ToList());
        if (adds.Count + removes.Count == 0) return null;
        var marked = adds.Select(file => file.Path).Intersect(removes.Select(file => file.Path)).ToHashSet();
        adds.RemoveAll(file => marked.Contains(file.Path));
        removes.RemoveAll(file => marked.Contains(file.Path));
        var metrics = new Dictionary<string, string>
        {
            ["numFiles"] = Text(adds.Count),
            ["numOutputBytes"] = Text(adds.Sum(file => file.SizeBytes)),
        };
        if (RowsOf(adds) is { } rows) metrics["numOutputRows"] = Text(rows);
        if (removes.Count > 0)
        {
            metrics["numRemovedFiles"] = Text(removes.Count);
            metrics["numRemovedBytes"] = Text(removes.Sum(file => file.SizeBytes ?? 0));
        }
        return metrics;
    }

    private static long? RowsOf(List<AddFile> adds)
    {
        var rows = adds.Select(file => FileStatistics.ReadNumRecords(file.StatsJson)).ToList();
        return rows.Contains(null) ? null : rows.Sum();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
