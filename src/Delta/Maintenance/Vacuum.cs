using System.Globalization;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Deletes files that no version within the retention period needs.</summary>
/// <remarks>
/// Files of the newest version, files that were removed within the period, and files that are younger than it stay; so do
/// hidden files but those that a Hadoop writer left unfinished in <c>_temporary</c>, the log, and everything below a folder that is
/// a table of its own.
/// </remarks>
/// <param name="environment">Storage, clock and the like.</param>
/// <param name="path">The table's root below the storage root.</param>
public sealed class Vacuum(DeltaEnvironment environment, string path)
{
    private const int DeletesAtOnce = 8;
    private const string ChangeFolder = "_change_data/";

    private readonly DeltaTable _table = new(environment, path);

    /// <summary>Deletes them, or lists them on a dry run.</summary>
    /// <exception cref="DeltaException">
    /// DEL0401: the retention is shorter than the table's; DEL0302: the table needs a feature that writers must know;
    /// else as <see cref="DeltaTable.LoadAsync(long?, CancellationToken)"/>.
    /// </exception>
    public async Task<VacuumReport> RunAsync(VacuumOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var snapshot = await _table.LoadAsync(null, cancellationToken).ConfigureAwait(false);
        ProtocolRules.EnsureWritable(path, snapshot.Protocol, snapshot.Metadata, followsRules: true);
        var kept = snapshot.Metadata.DeletedFilesKept();
        var retention = options.Retention ?? kept;
        if (retention < TimeSpan.Zero || (retention < kept && !options.AllowShortRetention)) throw TooShort(retention, kept);
        var cutoff = environment.Clock.GetUtcNow() - retention;
        var files = await FindAsync(snapshot, cutoff, cancellationToken).ConfigureAwait(false);
        var report = new VacuumReport(snapshot.Version, cutoff, files, options.IsDryRun);
        if (options.IsDryRun || files.Count == 0) return report;

        var parameters = new Dictionary<string, string>
        {
            ["retentionCheckEnabled"] = options.AllowShortRetention ? "false" : "true",
            ["specifiedRetentionMillis"] = Milliseconds(retention),
            ["defaultRetentionMillis"] = Milliseconds(kept),
        };
        snapshot = await NoteAsync(
            snapshot, "VACUUM START", parameters,
            ("numFilesToDelete", files.Count), ("sizeOfDataToDelete", report.SizeBytes), cancellationToken)
            .ConfigureAwait(false);
        await Parallel
            .ForEachAsync(
                files,
                new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken },
                async (file, stop) => await environment.Storage
                    .DeleteAsync(LogPath.InTable(path, file.Path), stop)
                    .ConfigureAwait(false))
            .ConfigureAwait(false);
        await NoteAsync(
            snapshot, "VACUUM END", new Dictionary<string, string> { ["status"] = "COMPLETED" },
            ("numDeletedFiles", files.Count), ("numVacuumedDirectories", Directories(files)), cancellationToken)
            .ConfigureAwait(false);
        return report;
    }

    private async Task<List<StoredObject>> FindAsync(
        Snapshot snapshot, DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        var used = new UsedFiles(environment, path, snapshot, cutoff);
        var found = new List<StoredObject>();
        var tables = new HashSet<string>();
        var start = path.Length == 0 ? 0 : path.Length + 1;
        var listing = environment.Storage.ListAsync(path, startAt: null, recursive: true, cancellationToken);
        await foreach (var file in listing.ConfigureAwait(false))
        {
            var name = file.Path[start..];
            if (name.IndexOf("/_delta_log/", StringComparison.Ordinal) is > 0 and var end) tables.Add(name[..end]);
            else if (file.LastModified < cutoff && !used.Contains(name)) found.Add(file with { Path = name });
        }
        found.RemoveAll(file => tables.Any(table =>
            file.Path.StartsWith(table, StringComparison.Ordinal) && file.Path[table.Length] == '/'));
        // Snapshots name no files of changed rows, and forget removed files when the table's own period is over.
        if (found.Any(file => file.Path.StartsWith(ChangeFolder, StringComparison.Ordinal))
            || (found.Count > 0 && cutoff < environment.Clock.GetUtcNow() - snapshot.Metadata.DeletedFilesKept()))
        {
            await AddCommitsAsync(used, snapshot.Version, cutoff, cancellationToken).ConfigureAwait(false);
            found.RemoveAll(file => used.Contains(file.Path));
        }
        return found;
    }

    /// <summary>Adds what commits need, from the newest back to the first one before the period or out of the log.</summary>
    private async Task AddCommitsAsync(
        UsedFiles used, long version, DateTimeOffset cutoff, CancellationToken cancellationToken)
    {
        var reader = new LogReader(environment.Storage, path);
        while (version >= 0 && await reader.FindAsync(version--, cancellationToken).ConfigureAwait(false) is { } commit)
        {
            if ((CommitTimestamp.InCommit(commit) ?? CommitTimestamp.Stated(commit)) < cutoff) return;
            used.Add(commit);
        }
    }

    private async Task<Snapshot> NoteAsync(
        Snapshot snapshot,
        string operation,
        Dictionary<string, string> parameters,
        (string Name, long Value) first,
        (string Name, long Value) second,
        CancellationToken cancellationToken)
    {
        var result = await _table.CommitAsync(
            new CommitRequest
            {
                ReadSnapshot = snapshot,
                Actions = [],
                Operation = operation,
                OperationParameters = parameters,
                OperationMetrics = new Dictionary<string, string>
                {
                    [first.Name] = first.Value.ToString(CultureInfo.InvariantCulture),
                    [second.Name] = second.Value.ToString(CultureInfo.InvariantCulture),
                },
                Reads = ReadScope.Nothing,
                FollowsRules = true,
            },
            cancellationToken).ConfigureAwait(false);
        // The note is for the history only. When it cannot be made, the vacuum is right all the same.
        return (result as Committed)?.Snapshot ?? snapshot;
    }

    private static int Directories(IEnumerable<StoredObject> files) =>
        files.Select(file => file.Path[..(file.Path.LastIndexOf('/') + 1)]).Distinct().Count();

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private DeltaException TooShort(TimeSpan retention, TimeSpan kept) => new(
        ErrorCodes.RetentionTooShort,
        $"a retention of {retention.TotalHours:0.##} hours is shorter than the {kept.TotalHours:0.##} hours that {path} keeps "
        + "removed files: readers and running writers may lose theirs. Allow it only when nobody else uses the table.")
    { Table = path };
}
