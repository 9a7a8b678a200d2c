using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Dml;

/// <summary>How each touched file is dealt with.</summary>
/// <param name="Removed">Files of which no row stays.</param>
/// <param name="Marked">Files whose touched rows are marked in a deletion vector.</param>
/// <param name="Rewritten">Files whose rows are written anew.</param>
internal sealed record FilePlan(
    IReadOnlyList<FoundFile> Removed, IReadOnlyList<FoundFile> Marked, IReadOnlyList<FoundFile> Rewritten)
{
    public bool IsEmpty => Removed.Count + Marked.Count + Rewritten.Count == 0;

    /// <summary>
    /// Whether readers of the change feed could not tell the changed rows from the files alone: rows were updated, or
    /// copied.
    /// </summary>
    public bool HidesChanges =>
        Rewritten.Count > 0 || Removed.Concat(Marked).Any(file => file.Updated > 0);

    /// <summary>Files of which rows that stay in the table are written into other files.</summary>
    public IEnumerable<AddFile> Copied => Rewritten.Concat(Marked.Where(file => file.Updated > 0)).Select(file => file.File);

    public static FilePlan Of(Snapshot snapshot, FoundRows found, double vectorShare)
    {
        var vectors = snapshot.Metadata.HasDeletionVectors();
        var kinds = found.Files.ToLookup(file =>
            file.Kept == 0 && file.Updated == 0 ? 0 : vectors && IsMarked(file, vectorShare) ? 1 : 2);
        return new FilePlan([.. kinds[0]], [.. kinds[1]], [.. kinds[2]]);
    }

    private static bool IsMarked(FoundFile found, double share)
    {
        var gone = found.Deleted + found.Updated + (found.File.DeletionVector?.Cardinality ?? 0);
        return FileStatistics.ReadNumRecords(found.File.StatsJson) is { } rows && gone < share * rows;
    }
}
