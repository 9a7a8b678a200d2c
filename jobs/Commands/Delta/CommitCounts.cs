using Lakehouse.Medallion.DeltaTables;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary>What a commit did, in few signs: <c>+3 ~1 -2</c> for added, updated and removed.</summary>
internal static class CommitCounts
{
    // Of the names that programs use for the same count, the first that is there.
    private static readonly (char Sign, string[] Names)[] RowNames =
    [
        ('+', ["numTargetRowsInserted", "numOutputRows"]),
        ('~', ["numTargetRowsUpdated", "numUpdatedRows"]),
        ('-', ["numTargetRowsDeleted", "numDeletedRows"]),
    ];

    private static readonly (char Sign, string[] Names)[] FileNames =
    [
        ('+', ["numTargetFilesAdded", "numAddedFiles", "numRestoredFiles", "numFiles"]),
        ('-', ["numTargetFilesRemoved", "numRemovedFiles", "numDeletedFiles"]),
    ];

    public static string Rows(TableCommitSummary commit) => Of(commit, RowNames);

    public static string Files(TableCommitSummary commit) => Of(commit, FileNames);

    private static string Of(TableCommitSummary commit, (char Sign, string[] Names)[] counts) => string.Join(' ', counts
        .Select(count => (
            count.Sign, Number: count.Names.Select(name => commit.Metrics.GetValueOrDefault(name)).FirstOrDefault(text => text is not null)))
        .Where(count => count.Number is not (null or "0"))
        .Select(count => $"{count.Sign}{count.Number}"));
}
