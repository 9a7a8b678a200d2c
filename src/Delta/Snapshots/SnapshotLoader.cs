using Lakehouse.Delta.Checkpoints;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Snapshots;

/// <summary>Makes snapshots from a table's log.</summary>
internal sealed class SnapshotLoader(DeltaEnvironment environment, string table)
{
    private readonly LogListing _listing = new(environment.Storage, table);
    private readonly LogReader _reader = new(environment.Storage, table);

    /// <summary>The newest snapshot, or that of a version; null when there is no table.</summary>
    public async Task<Snapshot?> FindAsync(long? version, CancellationToken cancellationToken)
    {
        var hint = await _listing.FindHintAsync(version, cancellationToken).ConfigureAwait(false);
        var likely = new LikelyCheckpoint(environment, table, hint, cancellationToken);
        await using (likely.ConfigureAwait(false))
        {
            var segment = await _listing.FindAsync(version, hint, cancellationToken).ConfigureAwait(false);
            if (segment is null) return null;
            var state = await likely.ReadAsync(segment.CheckpointFiles, cancellationToken).ConfigureAwait(false);
            return await ReplayAsync(state, segment, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The newest snapshot, made from an older one and the commits since.</summary>
    public async Task<Snapshot> RefreshAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var newest = await ReadOnAsync(snapshot, cancellationToken).ConfigureAwait(false);
        if (newest == snapshot && await HasCheckpointAfterAsync(snapshot, cancellationToken).ConfigureAwait(false))
            newest = await FindAsync(null, cancellationToken).ConfigureAwait(false) ?? snapshot;
        if (newest != snapshot) ProtocolRules.EnsureReadable(table, newest.Protocol, newest.Metadata);
        return newest;
    }

    private async Task<Snapshot> ReadOnAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var changes = new StateChanges();
        TableCommit? newest = null;
        while (await NextAsync().ConfigureAwait(false) is { } commit)
        {
            changes.Add(commit);
            newest = commit;
        }
        return newest is null ? snapshot : snapshot.Next(newest, changes);

        Task<TableCommit?> NextAsync() =>
            _reader.FindAsync((newest?.Version ?? snapshot.Version) + 1, cancellationToken);
    }

    private async Task<Snapshot> ReplayAsync(
        TableState state, LogSegment segment, CancellationToken cancellationToken)
    {
        var replay = new Replay(state);
        TableCommit? newest = null;
        await foreach (var commit in _reader.ReadAsync(segment.Steps, cancellationToken).ConfigureAwait(false))
        {
            replay.Add(commit);
            newest = commit;
        }
        var replayed = replay.State();
        // A checkpoint or a compaction does not say when its last commit was made.
        if (segment.Steps is not [.., { IsCommit: true }] && replayed.Metadata?.HasInCommitTimestamps() == true)
            newest = await _reader.FindAsync(segment.Version, cancellationToken).ConfigureAwait(false);
        var timestamp = newest is null ? null : CommitTimestamp.Of(table, replayed, newest);
        var snapshot = new Snapshot(table, segment.Version, timestamp ?? segment.Modified, replayed);
        ProtocolRules.EnsureReadable(table, snapshot.Protocol, snapshot.Metadata);
        return snapshot;
    }

    /// <summary>Whether the log went on although the next commit is gone: it was cleaned up.</summary>
    private async Task<bool> HasCheckpointAfterAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var hint = await environment.Storage
            .ReadAsync(LogPath.LastCheckpoint(table), cancellationToken)
            .ConfigureAwait(false);
        return LastCheckpoint.TryReadVersion(hint) > snapshot.Version;
    }
}
