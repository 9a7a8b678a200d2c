using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Snapshots;

/// <summary>When a commit was made (protocol, "In-Commit Timestamps").</summary>
internal static class CommitTimestamp
{
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The in-commit timestamp; null when the table has none.</summary>
    /// <exception cref="DeltaException">DEL0209: the table has them but this commit has none.</exception>
    public static DateTimeOffset? Of(string table, TableState state, TableCommit commit)
    {
        if (state.Metadata?.HasInCommitTimestamps() != true) return null;
        return InCommit(commit) ?? throw Missing(table, commit.Version);
    }

    /// <summary>The in-commit timestamp; null when the commit has none.</summary>
    public static DateTimeOffset? InCommit(TableCommit commit) => FromMilliseconds(commit.CommitInfo?.InCommitTimestamp);

    public static DeltaException Missing(string table, long version) => new(
        ErrorCodes.MissingTimestamp,
        $"commit {version} of {table} has no in-commit timestamp. Another writer broke the "
        + "table; restore it.")
    { Table = table, Version = version, File = LogPath.Commit(table, version) };

    /// <summary>What the writer's clock said; null when it did not say.</summary>
    public static DateTimeOffset? Stated(TableCommit commit) => FromMilliseconds(commit.CommitInfo?.Timestamp);

    private static DateTimeOffset? FromMilliseconds(long? milliseconds) =>
        milliseconds is { } value && value >= Earliest && value <= Latest
            ? DateTimeOffset.FromUnixTimeMilliseconds(value)
            : null;
}
