using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Dml;

/// <summary>Carries a change of rows out: find the files, then the rows, write, check, commit.</summary>
internal sealed class ChangeRunner(DeltaEnvironment environment, string path, IRowChanger changer)
{
    private readonly DeltaTable _table = new(environment, path);

    /// <exception cref="DeltaException">The table may not be changed so, or the rows do not allow it.</exception>
    public async Task<ChangeReport> RunAsync(
        ChangeOperation operation,
        Func<Snapshot, RowChange> changeOf,
        ChangeOptions options,
        CancellationToken cancellationToken)
    {
        var snapshot = await _table.LoadAsync(null, cancellationToken).ConfigureAwait(false);
        if (options.Transaction is { } transaction && snapshot.TransactionVersion(transaction.AppId) >= transaction.Version)
            return new ChangeReport(snapshot.Version, new Dictionary<string, string>(), null);
        var change = changeOf(snapshot);
        if (options.MergesSchema) change = await WithNewColumnsAsync(change, cancellationToken).ConfigureAwait(false);
        change = change with { Rules = RowRules.Of(path, change.Snapshot.Metadata) };
        Require(change);
        var prepared = await changer.PrepareAsync(change, cancellationToken).ConfigureAwait(false);
        await using (prepared.ConfigureAwait(false))
        {
            var found = await prepared.FindAsync(FilesOf(change, prepared), cancellationToken).ConfigureAwait(false);
            if (found.AmbiguousRows > 0) throw Ambiguous(found.AmbiguousRows);
            if (found.MisplacedRows > 0)
                throw Broken($"the condition of the overwrite, {change.InsertCondition} ({found.MisplacedRows} rows)");
            return await WriteAsync(operation, snapshot, change, prepared, found, options, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ChangeReport> WriteAsync(
        ChangeOperation operation,
        Snapshot read,
        RowChange change,
        IRowChange prepared,
        FoundRows found,
        ChangeOptions options,
        CancellationToken cancellationToken)
    {
        var plan = FilePlan.Of(change.Snapshot, found, options.DeletionVectorShare);
        RowTracking.RequireIds(change.Snapshot, plan.Copied);
        var written = await prepared.WriteAsync(OutputOf(change, plan), cancellationToken).ConfigureAwait(false);
        var schema = change.Snapshot == read && written.LastNumbers.Count == 0 ? [] : SchemaActions(
            read, change.Snapshot.With(IdentityColumns.Numbered(change.Snapshot.Metadata, written.LastNumbers)));
        if (plan.IsEmpty && written.Adds.Count == 0 && options.Transaction is null && schema.Count == 0)
            return new ChangeReport(change.Snapshot.Version, operation.Metrics(change, found, plan, written), null);
        var isCommitting = false;
        try
        {
            await EnsureRulesAsync(change, prepared, written, cancellationToken).ConfigureAwait(false);
            var marked = await MarkAsync(plan.Marked, prepared, cancellationToken).ConfigureAwait(false);
            var now = environment.Clock.GetUtcNow();
            var metrics = operation.Metrics(change, found, plan, written);
            isCommitting = true;
            var result = await _table.CommitAsync(
                new CommitRequest
                {
                    ReadSnapshot = read,
                    Actions =
                    [
                        .. schema,
                        .. plan.Removed.Concat(plan.Rewritten).Concat(plan.Marked).Select(file => file.File.Remove(now)),
                        .. marked,
                        .. written.Adds,
                        .. written.ChangeFiles,
                        .. options.Transaction is { } transaction ? Enumerable.Repeat<DeltaAction>(transaction, 1) : [],
                    ],
                    Operation = operation.Name,
                    OperationParameters = operation.Parameters,
                    OperationMetrics = metrics,
                    UserMetadata = options.UserMetadata,
                    Reads = ReadsOf(change, prepared),
                    FollowsRules = true,
                },
                cancellationToken).ConfigureAwait(false);
            if (result is Conflicted) await DeleteAsync(written).ConfigureAwait(false);
            return new ChangeReport(change.Snapshot.Version, metrics, result);
        }
        catch when (!isCommitting)
        {
            // After a commit of unknown outcome the files may be in the table; before it, nothing names them.
            await DeleteAsync(written).ConfigureAwait(false);
            throw;
        }
    }

    private static IReadOnlyList<DeltaAction> SchemaActions(Snapshot before, Snapshot after) =>
        before.Protocol == after.Protocol ? [after.Metadata] : [after.Protocol, after.Metadata];

    private async Task<RowChange> WithNewColumnsAsync(RowChange change, CancellationToken cancellationToken)
    {
        if (change.Source is null) return change;
        var source = await changer.DescribeAsync(change.Source, cancellationToken).ConfigureAwait(false);
        var snapshot = change.Snapshot;
        var columns = source.Fields
            .Where(column => !snapshot.Metadata.Schema.Fields.Any(field => field.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return columns.Count == 0 ? change : change with
        {
            Snapshot = snapshot.With(new SchemaEdit(environment, snapshot).Add(columns, [])),
        };
    }

    private void Require(RowChange change)
    {
        var (protocol, metadata) = (change.Snapshot.Protocol, change.Snapshot.Metadata);
        ProtocolRules.EnsureWritable(path, protocol, metadata, followsRules: true);
        if (metadata.IsAppendOnly() && (change.Touches(RowAction.Delete) || change.Touches(RowAction.Update)))
            throw CommitValidation.AppendOnly(path);
    }

    /// <summary>The files that may hold rows that the change has to look at.</summary>
    private static IReadOnlyList<AddFile> FilesOf(RowChange change, IRowChange prepared) =>
        LooksAtRows(change)
            ? [.. change.Snapshot.Scan(null, prepared.Reads).Files.Select(file => file.File)]
            : [];

    private static ReadScope ReadsOf(RowChange change, IRowChange prepared) =>
        !LooksAtRows(change) ? ReadScope.Nothing
        : prepared.Reads is { } reads ? ReadScope.Rows(reads)
        : ReadScope.WholeTable;

    private static bool LooksAtRows(RowChange change) =>
        change.MatchCondition is not null || change.Touches(RowAction.Delete) || change.Touches(RowAction.Update);

    private static ChangeOutput OutputOf(RowChange change, FilePlan plan) => new(
        Files(plan.Rewritten),
        Files(plan.Marked.Where(file => file.Updated > 0)),
        change.Snapshot.Metadata.HasChangeDataFeed() && plan.HidesChanges)
    {
        Removed = Files(plan.Removed.Concat(plan.Marked.Where(file => file.Updated == 0))),
    };

    private static List<AddFile> Files(IEnumerable<FoundFile> files) => [.. files.Select(file => file.File)];

    private async Task EnsureRulesAsync(
        RowChange change, IRowChange prepared, WrittenFiles written, CancellationToken cancellationToken)
    {
        if (change.Rules.Count == 0 || written.Adds.Count == 0) return;
        var counts = await prepared.CountViolationsAsync(written.Adds, cancellationToken).ConfigureAwait(false);
        var broken = change.Rules.Zip(counts).Where(rule => rule.Second > 0).ToList();
        if (broken.Count > 0)
            throw Broken(string.Join(", ", broken.Select(rule => $"{rule.First.Name} ({rule.Second} rows)")));
    }

    private DeltaException Broken(string rules) => new(
        ErrorCodes.RuleBroken, $"new rows of {path} break {rules}. Correct the rows or the rule.")
    { Table = path };

    /// <summary>The files again, with the touched rows in their deletion vectors.</summary>
    private async Task<IEnumerable<AddFile>> MarkAsync(
        IReadOnlyList<FoundFile> marked, IRowChange prepared, CancellationToken cancellationToken)
    {
        if (marked.Count == 0) return [];
        var touched = await prepared.PositionsAsync(Files(marked), cancellationToken).ConfigureAwait(false);
        var before = await _table
            .ReadDeletionVectorsAsync(
                marked.Select(file => file.File.DeletionVector).OfType<DeletionVectorDescriptor>(), cancellationToken)
            .ConfigureAwait(false);
        var vectors = marked.Select(file => file.File.DeletionVector is { } descriptor
            ? touched[file.File.Path].Union(before[descriptor])
            : touched[file.File.Path]).ToList();
        var descriptors = await _table.WriteDeletionVectorsAsync(vectors, cancellationToken).ConfigureAwait(false);
        return marked.Zip(descriptors, (file, vector) => file.File with
        {
            DeletionVector = vector,
            StatsJson = FileStatistics.WithWideBounds(file.File.StatsJson!),
            DataChange = true,
        });
    }

    private async Task DeleteAsync(WrittenFiles written)
    {
        foreach (var file in written.Adds.Select(add => add.Path).Concat(written.ChangeFiles.Select(cdc => cdc.Path)))
            await environment.Storage.DeleteAsync(LogPath.InTable(path, file), CancellationToken.None).ConfigureAwait(false);
    }

    private DeltaException Ambiguous(long rows) => new(
        ErrorCodes.AmbiguousMatch,
        $"{rows} rows of {path} match more than one row of the source that would change them. Leave one row of the source "
        + "for each, or make the condition stricter.")
    { Table = path };
}
