using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commits;

/// <summary>Commits optimistically: tries the next version, and where another writer has it, the one after.</summary>
internal sealed class Committer(DeltaEnvironment environment, string table)
{
    private const int MaxAttempts = 200;
    private const int MaxFailures = 3;

    private readonly LogReader _reader = new(environment.Storage, table);
    private readonly Backoff _backoff = new(environment);
    private readonly AfterCommit _after = new(environment, table);

    public async Task<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken)
    {
        var pending = new PendingCommit(table, request, environment.NewId());
        try
        {
            return await TryAsync(pending, request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (OperationCanceledException or DeltaException))
        {
            return GiveUp(error);
        }
    }

    private async Task<CommitResult> TryAsync(
        PendingCommit pending, CommitRequest request, CancellationToken cancellationToken)
    {
        var latest = request.ReadSnapshot;
        if (latest is null && await FindVersionAsync(cancellationToken).ConfigureAwait(false) is { } there)
            return Conflict(ConflictKind.TableCreated, there);
        var conflicts = new ConflictChecker(request);
        Exception? failure = null;
        for (var (attempt, failures) = (0, 0); attempt < MaxAttempts && failures < MaxFailures; attempt++)
        {
            if (attempt > 0) await _backoff.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            var actions = pending.After(latest, environment.Clock.GetUtcNow());
            (var won, failure) = await PutAsync(Next(latest), actions, cancellationToken).ConfigureAwait(false);
            if (won)
                return await FinishAsync(latest, TableCommit.Of(Next(latest), actions), cancellationToken)
                    .ConfigureAwait(false);
            if (failure is not null) failures++;
            while (await _reader.FindAsync(Next(latest), cancellationToken).ConfigureAwait(false) is { } winner)
            {
                if (pending.IsOurs(winner))
                    return await FinishAsync(latest, winner, cancellationToken).ConfigureAwait(false);
                if (latest is null) return Conflict(ConflictKind.TableCreated, winner.Version);
                if (conflicts.Check(winner, latest) is { } kind) return Conflict(kind, winner.Version);
                latest = latest.Next(winner);
            }
        }
        return GiveUp(failure);
    }

    /// <summary>Whether the put won the version. After an error that is unknown, and the log has to tell.</summary>
    private async Task<(bool Won, Exception? Failure)> PutAsync(
        long version, IReadOnlyList<DeltaAction> actions, CancellationToken cancellationToken)
    {
        var path = LogPath.Commit(table, version);
        try
        {
            var outcome = await environment.Storage
                .PutIfAbsentAsync(path, CommitFile.Write(actions), cancellationToken)
                .ConfigureAwait(false);
            return (outcome == PutOutcome.Created, null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return (false, error);
        }
    }

    private async Task<Committed> FinishAsync(
        Snapshot? latest, TableCommit ours, CancellationToken cancellationToken)
    {
        var snapshot = latest?.Next(ours) ?? Snapshot.First(table, ours);
        return new Committed(snapshot)
        {
            CheckpointFailure = await _after
                .RunAsync(snapshot, ours.CommitInfo?.TxnId, cancellationToken)
                .ConfigureAwait(false),
        };
    }

    private async Task<long?> FindVersionAsync(CancellationToken cancellationToken)
    {
        var listing = new LogListing(environment.Storage, table);
        return (await listing.FindAsync(null, null, cancellationToken).ConfigureAwait(false))?.Version;
    }

    private Conflicted Conflict(ConflictKind kind, long version) => new(
        kind,
        version,
        $"{ErrorCodes.CommitConflict}: commit {version} of another writer conflicts ({kind}), {table}. "
        + "Load the table again and work the change out anew.");

    private Retryable GiveUp(Exception? failure) => new(
        $"{ErrorCodes.CommitNotFinished}: "
        + (failure is null ? "other writers kept winning" : "the storage failed and the outcome is unknown")
        + $", {table}. Load the table, look whether the change is in it, and retry.",
        failure);

    private static long Next(Snapshot? latest) => (latest?.Version ?? -1) + 1;
}
