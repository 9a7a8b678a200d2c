namespace Lakehouse.Delta.Log;

/// <summary>The files of a log that this library reads.</summary>
internal enum LogFileKind
{
    /// <summary>A commit.</summary>
    Commit,

    /// <summary>A checkpoint in one file.</summary>
    Checkpoint,

    /// <summary>One of several files of a checkpoint.</summary>
    CheckpointPart,
}
