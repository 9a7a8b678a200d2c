using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commits;

/// <summary>The commit is in the table.</summary>
/// <param name="Snapshot">The version that it made.</param>
public sealed record Committed(Snapshot Snapshot) : CommitResult
{
    /// <summary>
    /// Why no checkpoint could be written although one was due; null when all is well. The table is whole without.
    /// </summary>
    public Exception? CheckpointFailure { get; init; }
}
