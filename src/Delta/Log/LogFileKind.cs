namespace Lakehouse.Delta.Log;

/// <summary>The files of a log that this library reads.</summary>
/// <remarks>Of the checkpoints of one version, an earlier kind is read rather than a later one.</remarks>
internal enum LogFileKind
{
    /// <summary>A commit.</summary>
    Commit,

    /// <summary>The net effect of several commits.</summary>
    Compaction,

    /// <summary>A checkpoint in one file, of the first or of the second form.</summary>
    Checkpoint,

    /// <summary>A checkpoint of the second form whose name holds an id.</summary>
    NamedCheckpoint,

    /// <summary>One of several files of a checkpoint.</summary>
    CheckpointPart,
}
