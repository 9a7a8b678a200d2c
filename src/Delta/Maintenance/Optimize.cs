using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Maintenance;

/// <summary>
/// Rearranges the rows of a table: packs short files together, sorts by columns, and leaves deleted rows behind. The
/// content stays the same; appends of other writers are no conflict.
/// </summary>
/// <param name="environment">Storage, clock and the like.</param>
/// <param name="path">The table's root below the storage root.</param>
/// <param name="rewriter">Writes rows anew.</param>
public sealed class Optimize(DeltaEnvironment environment, string path, IFileRewriter rewriter)
{
    private const long DefaultFileBytes = 256L << 20;
    private const string LiquidClustering = "liquid";

    private readonly DeltaTable _table = new(environment, path);

    /// <summary>Rearranges what is worth it, in one commit.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="progress">Is told the share of bytes that are done, from 0 to 1; nobody by default.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DeltaException">
    /// DEL0403: a column cannot be sorted by; DEL0404: there is no such partition column; DEL0302: the table may not be written; else as <see cref="DeltaTable.LoadAsync(long?, CancellationToken)"/>.
    /// </exception>
    public async Task<OptimizeReport> RunAsync(
        OptimizeOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var snapshot = await _table.LoadAsync(null, cancellationToken).ConfigureAwait(false);
        ProtocolRules.EnsureWritable(path, snapshot.Protocol, snapshot.Metadata, followsRules: true);
        var clustering = options.ZOrderBy.Count > 0 ? [] : ClusteringColumns.Of(snapshot);
        var columns = options.ZOrderBy.Count > 0 ? options.ZOrderBy : clustering;
        foreach (var column in columns) RequireSortable(snapshot, column);
        var partition = options.Partition.ToDictionary(value => PhysicalName(snapshot, value.Key), value => value.Value);
        var target = options.TargetFileBytes ?? snapshot.Metadata.TargetFileBytes() ?? DefaultFileBytes;
        var bins = FileBins.Of(snapshot, options with { Partition = partition }, target, columns.Count > 0, clustering.Count > 0).ToList();
        var removed = bins.SelectMany(bin => bin).ToList();
        var report = new OptimizeReport(
            snapshot.Version, removed.Count, removed.Sum(file => file.SizeBytes), 0, 0,
            removed.Count(file => file.DeletionVector is not null), null);
        if (bins.Count == 0 || options.IsDryRun) return report;
        RowTracking.RequireIds(snapshot, removed);

        var added = new List<AddFile>();
        var doneBytes = 0L;
        try
        {
            foreach (var bin in bins)
            {
                var rewrite = new FileRewrite(snapshot, bin) { ZOrderBy = columns, FileBytes = columns.Count > 0 ? target : null };
                var written = await rewriter.RewriteAsync(rewrite, cancellationToken).ConfigureAwait(false);
                added.AddRange(written.Select(file => file with
                {
                    DataChange = false,
                    ClusteringProvider = clustering.Count > 0 ? LiquidClustering : null,
                }));
                doneBytes += bin.Sum(file => file.SizeBytes);
                progress?.Report((double)doneBytes / report.RemovedBytes);
            }
            report = report with { Added = added.Count, AddedBytes = added.Sum(file => file.SizeBytes) };
            var result = await CommitAsync(snapshot, options, columns, removed, added, report, cancellationToken).ConfigureAwait(false);
            // After a commit of unknown outcome the files may be in the table.
            if (result is Conflicted) await DeleteAsync(added).ConfigureAwait(false);
            return report with { Commit = result };
        }
        catch when (report.Added == 0)
        {
            await DeleteAsync(added).ConfigureAwait(false);
            throw;
        }
    }

    private Task<CommitResult> CommitAsync(
        Snapshot snapshot,
        OptimizeOptions options,
        IReadOnlyList<string> columns,
        List<AddFile> removed,
        List<AddFile> added,
        OptimizeReport report,
        CancellationToken cancellationToken)
    {
        var now = environment.Clock.GetUtcNow();
        var zOrder = JsonSerializer.Serialize(options.ZOrderBy);
        var clusterBy = JsonSerializer.Serialize(options.ZOrderBy.Count > 0 ? [] : columns);
        return _table.CommitAsync(
            new CommitRequest
            {
                ReadSnapshot = snapshot,
                Actions = [.. removed.Select(file => file.Remove(now, dataChange: false)), .. added],
                Operation = "OPTIMIZE",
                OperationParameters = new Dictionary<string, string>
                {
                    ["predicate"] = PredicateText(options),
                    ["zOrderBy"] = zOrder,
                    ["clusterBy"] = clusterBy,
                    ["auto"] = "false",
                },
                OperationMetrics = Metrics(report, added),
                Reads = ReadScope.Nothing,
                FollowsRules = true,
            },
            cancellationToken);
    }

    private static Dictionary<string, string> Metrics(OptimizeReport report, List<AddFile> added)
    {
        var sizes = added.Select(file => file.SizeBytes).Order().ToList();
        return new Dictionary<string, string>
        {
            ["numRemovedFiles"] = Text(report.Removed),
            ["numRemovedBytes"] = Text(report.RemovedBytes),
            ["numAddedFiles"] = Text(report.Added),
            ["numAddedBytes"] = Text(report.AddedBytes),
            ["minFileSize"] = Text(At(0)),
            ["p25FileSize"] = Text(At(0.25)),
            ["p50FileSize"] = Text(At(0.5)),
            ["p75FileSize"] = Text(At(0.75)),
            ["maxFileSize"] = Text(At(1)),
            ["numDeletionVectorsRemoved"] = Text(report.VectorsPurged),
        };

        long At(double share) => sizes.Count == 0 ? 0 : sizes[(int)(share * (sizes.Count - 1))];
    }

    private void RequireSortable(Snapshot snapshot, string column)
    {
        var field = snapshot.Metadata.Schema.Fields.FirstOrDefault(field => field.Name == column);
        var why = field is null ? "it is not in the schema"
            : snapshot.Metadata.PartitionColumns.Contains(column) ? "it is a partition column"
            : field.Type is ArrayType or MapType or StructType ? "its type has no order"
            : null;
        if (why is not null)
            throw new DeltaException(
                ErrorCodes.ColumnNotSortable, $"{path} cannot be sorted by '{column}': {why}. Name other columns.")
            { Table = path };
    }

    private string PhysicalName(Snapshot snapshot, string column) =>
        snapshot.PartitionFields().FirstOrDefault(field => field.Name == column)?.PhysicalName(snapshot.ColumnMapping)
        ?? throw new DeltaException(
            ErrorCodes.NoPartitionColumn,
            $"{path} is not partitioned by '{column}'. "
            + (snapshot.Metadata.PartitionColumns is [] ? "It has no partitions." : $"Use {string.Join(", ", snapshot.Metadata.PartitionColumns)}."))
        { Table = path };

    private async Task DeleteAsync(IEnumerable<AddFile> files)
    {
        foreach (var file in files)
            await environment.Storage.DeleteAsync(LogPath.InTable(path, file.Path), CancellationToken.None).ConfigureAwait(false);
    }

    private static string PredicateText(OptimizeOptions options) => JsonSerializer.Serialize(
        options.Partition.Select(value => value.Value is null
            ? $"{value.Key} IS NULL"
            : $"{value.Key} = '{value.Value.Replace("'", "''", StringComparison.Ordinal)}'"),
        ActionWriter.Readable);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
