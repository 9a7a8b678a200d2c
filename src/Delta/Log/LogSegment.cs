namespace Lakehouse.Delta.Log;

/// <summary>The files that make up one version of a table.</summary>
/// <param name="Version">The version.</param>
/// <param name="CheckpointFiles">Paths of the files of the checkpoint to begin with, in order; none without one.</param>
/// <param name="Steps">What has to be replayed after the checkpoint, in order.</param>
/// <param name="Modified">When the newest of the files was written.</param>
internal sealed record LogSegment(
    long Version, IReadOnlyList<string> CheckpointFiles, IReadOnlyList<LogStep> Steps, DateTimeOffset Modified);
