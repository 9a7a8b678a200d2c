using Lakehouse.Delta.Checkpoints;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Writes a checkpoint of the newest version now, and removes what of the log is expired.</summary>
/// <param name="environment">Storage, clock and the like.</param>
/// <param name="path">The table's root below the storage root.</param>
public sealed class Checkpoint(DeltaEnvironment environment, string path)
{
    /// <summary>Writes it; a checkpoint that is there already stays.</summary>
    /// <param name="compactFrom">The first of the commits to compact into one file, up to the newest; none by default.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DeltaException">
    /// DEL0205: what was written is not the state; DEL0302: the table needs a feature that writers must know; DEL0102: there
    /// are no two commits from <paramref name="compactFrom"/> on; else as <see cref="DeltaTable.LoadAsync(long?, CancellationToken)"/>.
    /// </exception>
    public async Task<CheckpointReport> RunAsync(long? compactFrom = null, CancellationToken cancellationToken = default)
    {
        var snapshot = await new DeltaTable(environment, path).LoadAsync(null, cancellationToken).ConfigureAwait(false);
        ProtocolRules.EnsureWritable(path, snapshot.Protocol, snapshot.Metadata, followsRules: true);
        if (compactFrom is { } first && (first < 0 || first >= snapshot.Version))
            throw new DeltaException(
                ErrorCodes.VersionNotFound,
                $"{path} has no two commits from version {first} on. Its newest version is {snapshot.Version}.")
            { Table = path, Version = first };
        await new CheckpointWriter(environment, path).WriteAsync(snapshot, cancellationToken).ConfigureAwait(false);
        var isCompacted = compactFrom is { } from && await new LogCompaction(environment.Storage, path)
            .WriteAsync(from, snapshot.Version, cancellationToken)
            .ConfigureAwait(false);
        var expired = await new LogCleanup(environment, path).RunAsync(snapshot, cancellationToken).ConfigureAwait(false);
        return new CheckpointReport(snapshot.Version, snapshot.Files.Count, expired, isCompacted);
    }
}
