using Lakehouse.Delta;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Engine;

namespace Lakehouse.Medallion.DeltaTables;

public sealed partial class TableSession
{
    // Sorts larger than this go through the disk.
    private const string RewriteMemory = "512MB";

    /// <summary>Writes a checkpoint, and a compaction of the commits from a version on if one is given.</summary>
    /// <exception cref="DeltaException">As <see cref="Checkpoint.RunAsync"/>.</exception>
    public async Task<CheckpointedTable> CheckpointAsync(long? compactFrom, CancellationToken cancellationToken)
    {
        var report = await new Checkpoint(_environment, Table.Path).RunAsync(compactFrom, cancellationToken).ConfigureAwait(false);
        return new CheckpointedTable(report.Version, report.Files, report.ExpiredLogFiles, report.IsCompacted);
    }

    /// <summary>Packs, sorts and purges files.</summary>
    /// <param name="zOrderBy">Columns to sort by; none to pack only.</param>
    /// <param name="partition">Values of some partition columns, as the log encodes them; none for all partitions.</param>
    /// <param name="targetBytes">How long files should be; null as the table says.</param>
    /// <param name="purges">Whether every deletion vector is purged, however few rows it names.</param>
    /// <param name="isDryRun">Whether only the plan is told.</param>
    /// <param name="progress">Is told the share of bytes that are done, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DeltaException">DEL0103, DEL0104: another writer was faster; else as <see cref="Optimize.RunAsync"/>.</exception>
    public async Task<OptimizedTable> OptimizeAsync(
        IReadOnlyList<string> zOrderBy,
        IReadOnlyDictionary<string, string?> partition,
        long? targetBytes,
        bool purges,
        bool isDryRun,
        IProgress<double>? progress,
        CancellationToken cancellationToken)
    {
        var options = new OptimizeOptions
        {
            ZOrderBy = zOrderBy,
            Partition = partition,
            TargetFileBytes = targetBytes,
            IsDryRun = isDryRun,
        };
        using var rewriter = new DuckDbFileRewriter(
            _environment, new DuckDbEngineOptions($"{_spill}-files") { MemoryLimit = RewriteMemory });
        var report = await new Optimize(_environment, Table.Path, rewriter)
            .RunAsync(purges ? options with { DeletedRowsShare = 0 } : options, progress, cancellationToken)
            .ConfigureAwait(false);
        return new OptimizedTable(
            report.Version, report.Removed, report.RemovedBytes, report.Added, report.AddedBytes, report.VectorsPurged,
            VersionOf(report.Commit), isDryRun);
    }

    /// <summary>Deletes files that no version of the retention period needs.</summary>
    /// <exception cref="DeltaException">As <see cref="Vacuum.RunAsync"/>.</exception>
    public async Task<VacuumedTable> VacuumAsync(
        TimeSpan? retention, bool allowsShortRetention, bool isDryRun, CancellationToken cancellationToken)
    {
        var report = await new Vacuum(_environment, Table.Path).RunAsync(
            new VacuumOptions { Retention = retention, AllowShortRetention = allowsShortRetention, IsDryRun = isDryRun },
            cancellationToken).ConfigureAwait(false);
        return new VacuumedTable(
            report.Version, report.Cutoff, report.Files.Count, report.SizeBytes, report.IsDryRun, [.. report.Files.Select(file => file.Path)]);
    }

    /// <summary>Gives the table the content of an older version.</summary>
    /// <param name="version">That version.</param>
    /// <param name="isDryRun">Whether only the plan is told.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DeltaException">DEL0103, DEL0104: another writer was faster; else as <see cref="Restore.RunAsync"/>.</exception>
    public async Task<RestoredTable> RestoreAsync(TableVersion version, bool isDryRun, CancellationToken cancellationToken)
    {
        var number = version.Number ?? (await LoadAsync(version, cancellationToken).ConfigureAwait(false)).Version;
        var report = await new Restore(_environment, Table.Path).RunAsync(number, isDryRun, cancellationToken).ConfigureAwait(false);
        return new RestoredTable(
            report.Version, report.Restored, report.RestoredBytes, report.Removed, report.RemovedBytes,
            VersionOf(report.Commit), isDryRun);
    }

    private long? VersionOf(CommitResult? result) => result switch
    {
        null => null,
        Committed committed => committed.Snapshot.Version,
        Conflicted lost => throw Lost(Delta.ErrorCodes.CommitConflict, lost.Message, null),
        Retryable lost => throw Lost(Delta.ErrorCodes.CommitNotFinished, lost.Message, lost.Inner),
        _ => throw new InvalidOperationException($"unknown result {result.GetType().Name}"),
    };

    private DeltaException Lost(string code, string message, Exception? cause) =>
        new(code, message[(code.Length + 2)..], cause) { Table = Table.Path, IsTransient = true };
}
