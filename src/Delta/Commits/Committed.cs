using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commits;

/// <summary>The commit is in the table.</summary>
/// <param name="Snapshot">The version that it made.</param>
public sealed record Committed(Snapshot Snapshot) : CommitResult
{
    /// <summary>
    /// Why the checksum, the checkpoint or the log cleanup that was due could not be made; null when all is well. The
    /// table is whole without.
    /// </summary>
    public Exception? CheckpointFailure { get; init; }
}
