using System.Text.RegularExpressions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Log;

/// <summary>Removes what is older than the table keeps its log (protocol, "Metadata Cleanup").</summary>
/// <remarks>
/// The newest checkpoint that is old enough stays, and with it every later version. Files go oldest first, so that a
/// cleanup that breaks off leaves no gap behind what is kept.
/// </remarks>
internal sealed partial class LogCleanup(DeltaEnvironment environment, string table)
{
    /// <summary>Removes them; nothing when the table wants its log kept.</summary>
    /// <returns>How many files were removed.</returns>
    public async Task<int> RunAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (!snapshot.Metadata.CleansLog()) return 0;
        // Whole days, as other writers do it: two cleanups of one day agree.
        var cutoff = new DateTimeOffset(
            (environment.Clock.GetUtcNow() - snapshot.Metadata.LogKept()).UtcDateTime.Date, TimeSpan.Zero);
        var files = new LogFiles(table);
        var old = new List<(long Version, string Path)>();
        long? lastOldCommit = null;
        var listing = environment.Storage.ListAsync(
            LogPath.Directory(table), LogPath.FirstName(0), recursive: false, cancellationToken);
        await foreach (var file in listing.ConfigureAwait(false))
        {
            if (LogFileName.TryParse(file.Path) is { } name)
            {
                files.Add(name, file);
                if (name.Kind == LogFileKind.Commit && name.Version <= snapshot.Version)
                {
                    // Commits are made in order: the first young one ends the old ones, whatever later ones say.
                    if (file.LastModified >= cutoff) break;
                    lastOldCommit = name.Version;
                }
            }
            if (OfVersion().Match(file.Path) is { Success: true } match && long.TryParse(match.Groups[1].Value, out var version))
                old.Add((version, file.Path));
        }
        if (lastOldCommit is null || !files.HasCheckpoint(lastOldCommit)) return 0;
        var kept = LogFileName.TryParse(files.Segment(lastOldCommit).CheckpointFiles[0])!.Value.Version;
        var expired = old.Where(file => file.Version < kept).ToList();
        foreach (var (_, path) in expired)
            await environment.Storage.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
        return expired.Count;
    }

    [GeneratedRegex(@"(?:^|/)(\d{20})(?:\.\d{20}\.compacted\.json|\.json|\.crc|\.checkpoint\.(?:[^/]+\.)?(?:parquet|json))$")]
    private static partial Regex OfVersion();
}
