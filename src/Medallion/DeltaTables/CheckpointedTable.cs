namespace Lakehouse.Medallion.DeltaTables;

/// <summary>A table whose log was taken care of.</summary>
/// <param name="Version">The version that the checkpoint holds.</param>
/// <param name="Files">Data files in it.</param>
/// <param name="ExpiredLogFiles">Old files of the log that were removed.</param>
/// <param name="IsCompacted">Whether a compaction of commits was written.</param>
public sealed record CheckpointedTable(long Version, int Files, int ExpiredLogFiles, bool IsCompacted);
