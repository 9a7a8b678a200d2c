using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Log;

/// <summary>Finds the files that make up a version.</summary>
internal sealed class LogListing(IStorage storage, string table)
{
    /// <summary>
    /// The version of the checkpoint that the log itself names; null when it names none, or one after the given version. It may
    /// be wrong.
    /// </summary>
    public async Task<long?> FindHintAsync(long? version, CancellationToken cancellationToken)
    {
        var hint = await storage.ReadAsync(LogPath.LastCheckpoint(table), cancellationToken).ConfigureAwait(false);
        return LastCheckpoint.TryReadVersion(hint) is { } start && start <= (version ?? long.MaxValue) ? start : null;
    }

    /// <summary>The files of the newest version, or of the given one; null when there is no table.</summary>
    /// <param name="version">The version; null for the newest.</param>
    /// <param name="hint">What <see cref="FindHintAsync"/> gave.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="DeltaException">DEL0102, DEL0202: the version is not there, or a commit is missing.</exception>
    public async Task<LogSegment?> FindAsync(long? version, long? hint, CancellationToken cancellationToken)
    {
        if (hint is { } start)
        {
            var recent = await ListAsync(start, cancellationToken).ConfigureAwait(false);
            if (recent.HasCheckpoint(version)) return recent.Segment(version);
        }
        var all = await ListAsync(0, cancellationToken).ConfigureAwait(false);
        return all.IsEmpty ? null : all.Segment(version);
    }

    /// <summary>The files of a version and of all after it.</summary>
    public async Task<LogFiles> ListAsync(long firstVersion, CancellationToken cancellationToken)
    {
        var files = new LogFiles(table);
        var listing = storage.ListAsync(
            LogPath.Directory(table), LogPath.FirstName(firstVersion), recursive: false, cancellationToken);
        await foreach (var file in listing.ConfigureAwait(false))
        {
            if (LogFileName.TryParse(file.Path) is { } name) files.Add(name, file);
        }
        return files;
    }
}
