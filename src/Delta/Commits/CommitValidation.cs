using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Commits;

/// <summary>Looks at a commit before it is tried: what it does must fit together, and fit the table.</summary>
internal static class CommitValidation
{
    /// <exception cref="ArgumentException">The actions do not fit together or do not fit the snapshot.</exception>
    /// <exception cref="DeltaException">DEL0302 to DEL0304: the table does not allow them.</exception>
    public static void Validate(string table, CommitRequest request, IReadOnlyList<DeltaAction> actions)
    {
        var before = request.ReadSnapshot;
        Require(before is null || before.Table == table, $"the snapshot is of {before?.Table}, not of {table}");
        Require(!actions.OfType<CommitInfo>().Any(), "commitInfo is written by the library");
        RequireDistinct(actions.OfType<Protocol>(), _ => "", "protocol");
        RequireDistinct(actions.OfType<Metadata>(), _ => "", "metaData");
        RequireDistinct(actions.OfType<SetTransaction>(), transaction => transaction.AppId, "txn");
        RequireDistinct(actions.OfType<DomainMetadata>(), domain => domain.Domain, "domainMetadata");
        RequireDistinct(actions.OfType<AddFile>(), add => add.Path, "add");
        RequireDistinct(actions.OfType<RemoveFile>(), remove => remove.Path, "remove");
        var added = actions.OfType<AddFile>().Select(add => add.Key).ToHashSet();
        foreach (var remove in actions.OfType<RemoveFile>())
            Require(!added.Contains(remove.Key), $"{remove.Path} is added and removed in one commit");

        var metadata = actions.OfType<Metadata>().FirstOrDefault() ?? before?.Metadata;
        var protocol = actions.OfType<Protocol>().FirstOrDefault() ?? before?.Protocol;
        Require(metadata is not null && protocol is not null, "a new table needs a metaData action");
        ValidateMetadata(table, before?.Metadata, metadata!);
        if (!request.FollowsRules) PropertyNames.EnsureKnown(table, before?.Metadata, metadata!);
        var addsRows = actions.Any(action => action is AddFile { DataChange: true });
        ProtocolRules.EnsureWritable(
            table, protocol!, metadata!, actions.OfType<DomainMetadata>().Any(), request.FollowsRules || !addsRows);
        ProtocolRules.EnsureReadable(table, protocol!, metadata!);
        var columns = PartitionColumns(protocol!, metadata!);
        foreach (var add in actions.OfType<AddFile>()) ValidateAdd(add, columns);
        foreach (var remove in actions.OfType<RemoveFile>()) ValidateRemove(table, remove, request, metadata!);
    }

    private static void ValidateMetadata(string table, Metadata? before, Metadata after)
    {
        var columns = after.Schema.Fields.Select(field => field.Name).ToHashSet();
        foreach (var column in after.PartitionColumns)
            Require(columns.Contains(column), $"the partition column '{column}' is not in the schema");
        Require(columns.Count > after.PartitionColumns.Count, "a table needs a column besides its partition columns");
        RowTracking.Columns(table, after);
        if (before is null) return;
        Require(before.Id == after.Id, "the id of a table never changes");
        if (after.HasInCommitTimestamps() && !before.HasInCommitTimestamps())
            throw new DeltaException(
                ErrorCodes.UnsupportedWriterFeature,
                $"in-commit timestamps cannot be turned on in {table}, which was made without. Make the table anew.")
            { Table = table, Feature = TableFeatures.InCommitTimestamp };
    }

    /// <summary>The types of the partition columns by the names that they have in the log.</summary>
    private static Dictionary<string, DataType> PartitionColumns(Protocol protocol, Metadata metadata)
    {
        var mode = ColumnMapping.ModeOf(protocol, metadata);
        return metadata.Schema.Fields
            .Where(field => metadata.PartitionColumns.Contains(field.Name))
            .ToDictionary(field => field.PhysicalName(mode), field => field.Type);
    }

    private static void ValidateAdd(AddFile add, Dictionary<string, DataType> partitionColumns)
    {
        Require(add.SizeBytes >= 0, $"the size of {add.Path} is negative");
        Require(
            add.PartitionValues.Count == partitionColumns.Count && partitionColumns.Keys.All(add.PartitionValues.ContainsKey),
            $"{add.Path} must have values of exactly the partition columns {string.Join(", ", partitionColumns.Keys)}");
        foreach (var (column, type) in partitionColumns) PartitionValue.Decode(type, add.PartitionValues[column]);
    }

    private static void ValidateRemove(string table, RemoveFile remove, CommitRequest request, Metadata metadata)
    {
        Require(
            request.ReadSnapshot?.State.Files.ContainsKey(remove.Key) == true,
            $"{remove.Path} is removed but not in the snapshot that was read");
        if (remove.DataChange && metadata.IsAppendOnly())
            throw AppendOnly(table);
    }

    public static DeltaException AppendOnly(string table) => new(
        ErrorCodes.AppendOnly,
        $"{table} only takes appends, and the commit removes rows. Set {TableProperties.AppendOnly} to false first.")
    { Table = table };

    private static void RequireDistinct<TAction>(IEnumerable<TAction> actions, Func<TAction, string> key, string name)
    {
        var seen = new HashSet<string>();
        foreach (var action in actions)
            Require(seen.Add(key(action)), $"more than one {name} action for '{key(action)}' in one commit");
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition) throw new ArgumentException(problem);
    }
}
