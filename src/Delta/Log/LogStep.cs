namespace Lakehouse.Delta.Log;

/// <summary>A file to replay: one commit, or the net effect of several.</summary>
/// <param name="First">The first version.</param>
/// <param name="Last">The last version; for a commit the same.</param>
internal readonly record struct LogStep(long First, long Last)
{
    public bool IsCommit => First == Last;

    public string Path(string table) =>
        IsCommit ? LogPath.Commit(table, First) : LogPath.Compaction(table, First, Last);
}
