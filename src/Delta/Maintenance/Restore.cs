using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Gives a table the content of an older version again, as a new version.</summary>
/// <param name="environment">Storage, clock and the like.</param>
/// <param name="path">The table's root below the storage root.</param>
public sealed class Restore(DeltaEnvironment environment, string path)
{
    private static readonly string[] KeptProperties =
    [
        "delta.enableInCommitTimestamps", "delta.inCommitTimestampEnablementVersion",
        "delta.inCommitTimestampEnablementTimestamp", "delta.columnMapping.maxColumnId",
        RowTracking.Enabled, RowTracking.RowIdColumn, RowTracking.RowCommitVersionColumn,
    ];

    private readonly DeltaTable _table = new(environment, path);

    /// <summary>Restores files, schema and properties of a version; the protocol stays as it is.</summary>
    /// <param name="version">The version.</param>
    /// <param name="isDryRun">Whether only the plan is told.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DeltaException">
    /// DEL0402: files of the version were deleted; DEL0102: there is no such version; DEL0302, DEL0303: the table may not
    /// be written so.
    /// </exception>
    public async Task<RestoreReport> RunAsync(
        long version, bool isDryRun = false, CancellationToken cancellationToken = default)
    {
        var target = await _table.LoadAsync(version, cancellationToken).ConfigureAwait(false);
        var current = await _table.LoadAsync(null, cancellationToken).ConfigureAwait(false);
        var restored = target.Files.Where(file => !current.State.Files.ContainsKey(file.Key))
            .Select(file => WithRowIds(file, current)).ToList();
        var removed = current.Files.Where(file => !target.State.Files.ContainsKey(file.Key)).ToList();
        await RequireFilesAsync(target, restored, cancellationToken).ConfigureAwait(false);

        var metadata = MetadataOf(target, current);
        var report = new RestoreReport(
            version,
            restored.Count, restored.Sum(file => file.SizeBytes), removed.Count, removed.Sum(file => file.SizeBytes), null);
        if (isDryRun || (restored.Count == 0 && removed.Count == 0 && metadata is null)) return report;
        var now = environment.Clock.GetUtcNow();
        var result = await _table.CommitAsync(
            new CommitRequest
            {
                ReadSnapshot = current,
                FollowsRules = true,
                Actions =
                [
                    .. metadata is null ? Array.Empty<DeltaAction>() : [metadata],
                    .. removed.Select(file => file.Remove(now)),
                    .. restored.Select(file => file with { DataChange = true }),
                ],
                Operation = "RESTORE",
                OperationParameters = new Dictionary<string, string> { ["version"] = Text(version), ["timestamp"] = "null" },
                OperationMetrics = new Dictionary<string, string>
                {
                    ["tableSizeAfterRestore"] = Text(target.SizeBytes),
                    ["numOfFilesAfterRestore"] = Text(target.Files.Count),
                    ["numRemovedFiles"] = Text(report.Removed),
                    ["numRestoredFiles"] = Text(report.Restored),
                    ["removedFilesSize"] = Text(report.RemovedBytes),
                    ["restoredFilesSize"] = Text(report.RestoredBytes),
                },
            },
            cancellationToken).ConfigureAwait(false);
        return report with { Commit = result };
    }

    /// <summary>A file with the row ids that it was given after the target, by the commit that began to track rows.</summary>
    private static AddFile WithRowIds(AddFile file, Snapshot current) =>
        file.BaseRowId is null && current.State.Tombstones.GetValueOrDefault(file.Key) is { } removed
            ? file with { BaseRowId = removed.BaseRowId, DefaultRowCommitVersion = removed.DefaultRowCommitVersion }
            : file;

    /// <summary>The target's metadata with what must not go back; null when nothing changes.</summary>
    private static Metadata? MetadataOf(Snapshot target, Snapshot current)
    {
        var configuration = target.Metadata.Configuration
            .Where(property => !KeptProperties.Contains(property.Key))
            .Concat(current.Metadata.Configuration.Where(property => KeptProperties.Contains(property.Key)))
            .ToDictionary();
        var restored = IdentityColumns.NotBefore(target.Metadata, current.Metadata) with
        {
            Id = current.Metadata.Id,
            Configuration = configuration,
        };
        return restored.IsSame(current.Metadata) ? null : restored;
    }

    private async Task RequireFilesAsync(Snapshot target, List<AddFile> restored, CancellationToken cancellationToken)
    {
        var root = LogPath.InTable(path, "");
        var vectors = new DeletionVectorFiles(environment, path);
        var missing = restored.Where(file => !PathEncoding.IsAbsolute(file.Path))
            .Select(file => LogPath.InTable(path, file.Path))
            .Concat(restored.Select(file => file.DeletionVector is { } vector ? vectors.PathOf(vector) : null).OfType<string>()
                .Where(file => file.StartsWith(root, StringComparison.Ordinal)))
            .ToHashSet();
        if (missing.Count == 0) return;
        var wanted = missing.Count;
        var listing = environment.Storage.ListAsync(path, startAt: null, recursive: true, cancellationToken);
        await foreach (var file in listing.ConfigureAwait(false)) missing.Remove(file.Path);
        if (missing.Count > 0)
            throw new DeltaException(
                ErrorCodes.FilesDeleted,
                $"version {target.Version} of {path} cannot be restored: {missing.Count} of {wanted} files are gone, such as "
                + $"{missing.Order(StringComparer.Ordinal).First()[root.Length..]}. Restore a version after the last vacuum.")
            { Table = path, Version = target.Version };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
