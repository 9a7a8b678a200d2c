namespace Lakehouse.Delta.Maintenance;

/// <summary>What was done for a table's log.</summary>
/// <param name="Version">The version whose state the checkpoint holds.</param>
/// <param name="Files">Data files in it.</param>
/// <param name="ExpiredLogFiles">Old files of the log that were removed.</param>
/// <param name="IsCompacted">Whether a compaction of commits was written; false when it was not asked for, or was there.</param>
public sealed record CheckpointReport(long Version, int Files, int ExpiredLogFiles, bool IsCompacted);
