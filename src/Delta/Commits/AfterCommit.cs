using Lakehouse.Delta.Checkpoints;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commits;

/// <summary>What is due when a commit is done: its checksum, and now and then a checkpoint and a shorter log.</summary>
internal sealed class AfterCommit(DeltaEnvironment environment, string table)
{
    private const int CheckpointsFromCleanupToCleanup = 10;

    /// <summary>Does it. A failure is given back, not thrown: the commit is done, and readers need none of this.</summary>
    public async Task<Exception?> RunAsync(Snapshot snapshot, string? txnId, CancellationToken cancellationToken)
    {
        try
        {
            await environment.Storage
                .PutIfAbsentAsync(
                    LogPath.Checksum(table, snapshot.Version), VersionChecksum.Write(snapshot, txnId), cancellationToken)
                .ConfigureAwait(false);
            var interval = snapshot.Metadata.CheckpointEvery();
            if (snapshot.Version == 0 || snapshot.Version % interval != 0) return null;
            await new CheckpointWriter(environment, table)
                .WriteAsync(snapshot, cancellationToken)
                .ConfigureAwait(false);
            if (snapshot.Version / interval % CheckpointsFromCleanupToCleanup == 0)
                await new LogCleanup(environment, table).RunAsync(snapshot, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
