namespace Lakehouse.Delta.Log;

/// <summary>The files that make up one version of a table.</summary>
/// <param name="Version">The version.</param>
/// <param name="CheckpointVersion">The version of the checkpoint to begin with; null to begin with nothing.</param>
/// <param name="CheckpointFiles">Paths of the checkpoint's files, in order.</param>
/// <param name="Modified">When the newest of the files was written.</param>
internal sealed record LogSegment(
    long Version, long? CheckpointVersion, IReadOnlyList<string> CheckpointFiles, DateTimeOffset Modified)
{
    /// <summary>The first commit that has to be read.</summary>
    public long FirstCommit => CheckpointVersion is { } checkpoint ? checkpoint + 1 : 0;
}
