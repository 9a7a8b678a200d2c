using System.Globalization;

namespace Lakehouse.Delta.Dml;

/// <summary>Counts of a change under the names that other writers give them.</summary>
internal static class ChangeMetrics
{
    /// <summary>For DELETE and UPDATE.</summary>
    public static Dictionary<string, string> OfRows(FilePlan plan, WrittenFiles written, string operation)
    {
        var removed = plan.Removed.Concat(plan.Rewritten).ToList();
        var touched = removed.Concat(plan.Marked).ToList();
        var metrics = new Dictionary<string, string>
        {
            ["numRemovedFiles"] = Text(removed.Count),
            ["numRemovedBytes"] = Text(removed.Sum(file => file.File.SizeBytes)),
            ["numAddedFiles"] = Text(written.Adds.Count),
            ["numAddedBytes"] = Text(written.Adds.Sum(file => file.SizeBytes)),
            ["numCopiedRows"] = Text(plan.Rewritten.Sum(file => file.Kept)),
            ["numAddedChangeFiles"] = Text(written.ChangeFiles.Count),
        };
        if (operation == "UPDATE") metrics["numUpdatedRows"] = Text(touched.Sum(file => file.Updated));
        else metrics["numDeletedRows"] = Text(touched.Sum(file => file.Deleted));
        AddVectors(metrics, plan, "num");
        return metrics;
    }

    /// <summary>For WRITE.</summary>
    public static Dictionary<string, string> OfWrite(FilePlan plan, WrittenFiles written)
    {
        var metrics = new Dictionary<string, string>
        {
            ["numFiles"] = Text(written.Adds.Count),
            ["numOutputRows"] = Text(written.Rows),
            ["numOutputBytes"] = Text(written.Adds.Sum(file => file.SizeBytes)),
        };
        if (plan.IsEmpty) return metrics;
        foreach (var (name, value) in OfRows(plan, written, "DELETE")) metrics.TryAdd(name, value);
        return metrics;
    }

    /// <summary>For MERGE.</summary>
    public static Dictionary<string, string> OfMerge(RowChange change, FoundRows found, FilePlan plan, WrittenFiles written)
    {
        var removed = plan.Removed.Concat(plan.Rewritten).ToList();
        var copied = plan.Rewritten.Sum(file => file.Kept);
        var metrics = new Dictionary<string, string>
        {
            ["numSourceRows"] = Text(found.SourceRows),
            ["numTargetRowsInserted"] = Text(written.Rows - copied - Rows(RowAction.Update)),
            ["numTargetRowsUpdated"] = Text(Rows(RowAction.Update)),
            ["numTargetRowsMatchedUpdated"] = Text(Rows(RowAction.Update, RowMatch.Matched)),
            ["numTargetRowsNotMatchedBySourceUpdated"] = Text(Rows(RowAction.Update, RowMatch.NotMatchedBySource)),
            ["numTargetRowsDeleted"] = Text(Rows(RowAction.Delete)),
            ["numTargetRowsMatchedDeleted"] = Text(Rows(RowAction.Delete, RowMatch.Matched)),
            ["numTargetRowsNotMatchedBySourceDeleted"] = Text(Rows(RowAction.Delete, RowMatch.NotMatchedBySource)),
            ["numTargetRowsCopied"] = Text(copied),
            ["numOutputRows"] = Text(written.Rows),
            ["numTargetFilesAdded"] = Text(written.Adds.Count),
            ["numTargetBytesAdded"] = Text(written.Adds.Sum(file => file.SizeBytes)),
            ["numTargetFilesRemoved"] = Text(removed.Count),
            ["numTargetBytesRemoved"] = Text(removed.Sum(file => file.File.SizeBytes)),
            ["numTargetChangeFilesAdded"] = Text(written.ChangeFiles.Count),
        };
        AddVectors(metrics, plan, "numTarget");
        return metrics;

        long Rows(RowAction then, RowMatch? when = null) => change.Clauses
            .Select((clause, i) => clause.Then == then && (when is null || clause.When == when) ? found.Clauses[i] : 0)
            .Sum();
    }

    private static void AddVectors(Dictionary<string, string> metrics, FilePlan plan, string prefix)
    {
        var updated = plan.Marked.Count(file => file.File.DeletionVector is not null);
        metrics[prefix + "DeletionVectorsAdded"] = Text(plan.Marked.Count);
        metrics[prefix + "DeletionVectorsUpdated"] = Text(updated);
        metrics[prefix + "DeletionVectorsRemoved"] = Text(
            updated + plan.Removed.Concat(plan.Rewritten).Count(file => file.File.DeletionVector is not null));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
