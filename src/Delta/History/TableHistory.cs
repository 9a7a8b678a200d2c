using System.Runtime.CompilerServices;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.History;

/// <summary>Finds commits by their time (protocol, "In-Commit Timestamps") and tells of them.</summary>
internal sealed class TableHistory(DeltaEnvironment environment, string table)
{
    private readonly LogListing _listing = new(environment.Storage, table);
    private readonly LogReader _reader = new(environment.Storage, table);

    /// <summary>The commits that are still in the log, newest first.</summary>
    public async IAsyncEnumerable<HistoryEntry> ReadAsync(
        long? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var times = new CommitTimes(await _listing.ListAsync(0, cancellationToken).ConfigureAwait(false));
        var steps = times.Versions.Reverse().Take((int)Math.Min(limit ?? int.MaxValue, int.MaxValue))
            .Select(version => new LogStep(version, version));
        await foreach (var commit in _reader.ReadAsync(steps, cancellationToken).ConfigureAwait(false))
            yield return new HistoryEntry(commit.Version, TimeOf(commit, times), commit.CommitInfo);
    }

    /// <summary>The newest version that was there at a time.</summary>
    /// <param name="newest">The newest snapshot.</param>
    /// <param name="time">The time; after the newest commit it is that.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="DeltaException">DEL0102: the log does not reach back so far.</exception>
    public async Task<long> VersionAtAsync(Snapshot newest, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var times = new CommitTimes(await _listing.ListAsync(0, cancellationToken).ConfigureAwait(false));
        var (stampedFrom, stampedSince) = newest.Metadata.InCommitTimestampsSince();
        var found = time >= stampedSince
            ? await SearchAsync([.. times.Versions.Where(version => version >= stampedFrom)], time, cancellationToken)
                .ConfigureAwait(false)
            : null;
        return found ?? times.LastAt(time, stampedFrom) ?? throw new DeltaException(
            ErrorCodes.VersionNotFound,
            $"{table} has no version at {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}: its log begins later. Ask for a later time.")
        { Table = table };
    }

    /// <summary>When a commit was made.</summary>
    public static DateTimeOffset TimeOf(TableCommit commit, CommitTimes times) =>
        CommitTimestamp.InCommit(commit) ?? times.Of(commit.Version);

    /// <summary>The last of the versions whose in-commit timestamp is not after a time.</summary>
    private async Task<long?> SearchAsync(
        List<long> versions, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var (low, high) = (0, versions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var commit = await _reader.FindAsync(versions[middle], cancellationToken).ConfigureAwait(false)
                ?? throw LogFiles.Gap(table, versions[middle]);
            var stamp = CommitTimestamp.InCommit(commit) ?? throw CommitTimestamp.Missing(table, commit.Version);
            if (stamp <= time) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? null : versions[low - 1];
    }
}
