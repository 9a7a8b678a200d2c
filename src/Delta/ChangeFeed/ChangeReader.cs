using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.History;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.ChangeFeed;

/// <summary>Finds the files of changed rows (protocol, "Reader Requirements for AddCDCFile").</summary>
internal sealed class ChangeReader(DeltaEnvironment environment, string table)
{
    private const string Insert = "insert";
    private const string Delete = "delete";

    private readonly LogReader _reader = new(environment.Storage, table);
    private readonly DeletionVectorFiles _vectors = new(environment, table);

    /// <exception cref="DeltaException">DEL0105, DEL0106: changes were not recorded, or the schema does not allow it.</exception>
    public async Task<TableChanges> ReadAsync(Snapshot first, Snapshot last, CancellationToken cancellationToken)
    {
        EnsureRecorded(first.Metadata, first.Version);
        EnsureFits(first.Metadata.Schema, last, first.Version);
        var listing = await new LogListing(environment.Storage, table)
            .ListAsync(first.Version, cancellationToken)
            .ConfigureAwait(false);
        var times = new CommitTimes(listing);
        var files = new List<ChangeFile>();
        var commits = _reader.ReadAsync(first.Version, last.Version, cancellationToken);
        await foreach (var commit in commits.ConfigureAwait(false))
        {
            if (commit.Metadata is { } metadata)
            {
                EnsureRecorded(metadata, commit.Version);
                EnsureFits(metadata.Schema, last, commit.Version);
            }
            var time = TableHistory.TimeOf(commit, times);
            files.AddRange(commit.ChangeFiles.Count > 0
                ? commit.ChangeFiles.Select(file => FileOf(last, commit, time, file.Path, file.PartitionValues))
                : await FilesOfAsync(last, commit, time, cancellationToken).ConfigureAwait(false));
        }
        return new TableChanges(last, files);
    }

    /// <summary>The changes of a commit without change data files: whole files, and rows by their deletion vectors.</summary>
    private async Task<IEnumerable<ChangeFile>> FilesOfAsync(
        Snapshot last, TableCommit commit, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var adds = ByPath(commit, commit.Adds.Where(add => add.DataChange), add => add.Path);
        var removes = ByPath(commit, commit.Removes.Where(remove => remove.DataChange), remove => remove.Path);
        var vectors = await _vectors
            .ReadAsync(
                adds.Values.Select(add => add.DeletionVector).Concat(removes.Values.Select(remove => remove.DeletionVector))
                    .OfType<DeletionVectorDescriptor>(),
                cancellationToken)
            .ConfigureAwait(false);
        return removes.Values.Where(remove => !adds.ContainsKey(remove.Path))
            .Select(remove => FileOf(last, commit, time, remove.Path, remove.PartitionValues) with
            {
                ChangeType = Delete,
                Unchanged = Rows(remove.DeletionVector),
            })
            .Concat(adds.Values.SelectMany(add => removes.TryGetValue(add.Path, out var remove)
                ? Difference(FileOf(last, commit, time, add.Path, add.PartitionValues), Rows(remove.DeletionVector), Rows(add.DeletionVector))
                : [FileOf(last, commit, time, add.Path, add.PartitionValues) with
                {
                    ChangeType = Insert,
                    Unchanged = Rows(add.DeletionVector),
                }]));

        DeletionVector Rows(DeletionVectorDescriptor? descriptor) =>
            descriptor is null ? DeletionVector.Empty : vectors[descriptor];
    }

    private Dictionary<string, TAction> ByPath<TAction>(
        TableCommit commit, IEnumerable<TAction> actions, Func<TAction, string> path)
    {
        var byPath = new Dictionary<string, TAction>();
        foreach (var action in actions)
            if (!byPath.TryAdd(path(action), action))
                throw new DeltaException(
                    ErrorCodes.MalformedCommit,
                    $"commit {commit.Version} of {table} names a file twice, so its changes cannot be told. Restore the commit "
                    + "from a copy of the table.")
                { Table = table, Version = commit.Version, File = path(action) };
        return byPath;
    }

    /// <summary>A file that stays with other deleted rows.</summary>
    private static IEnumerable<ChangeFile> Difference(ChangeFile file, DeletionVector before, DeletionVector after)
    {
        if (after.Except(before) is { Cardinality: > 0 } deleted)
            yield return file with { ChangeType = Delete, Changed = deleted };
        if (before.Except(after) is { Cardinality: > 0 } restored)
            yield return file with { ChangeType = Insert, Changed = restored };
    }

    private ChangeFile FileOf(
        Snapshot last,
        TableCommit commit,
        DateTimeOffset time,
        string path,
        IReadOnlyDictionary<string, string?>? partitionValues) => new()
        {
            Version = commit.Version,
            Timestamp = time,
            Path = path,
            PartitionValues = last.PartitionFields().ToDictionary(
                field => field.Name,
                field => (partitionValues ?? throw Unknown(commit.Version, path))
                    .GetValueOrDefault(field.PhysicalName(last.ColumnMapping))),
        };

    private void EnsureRecorded(Metadata metadata, long version)
    {
        if (!metadata.HasChangeDataFeed())
            throw new DeltaException(
                ErrorCodes.ChangesNotRecorded,
                $"{table} did not record changes at version {version}. Set {TableProperties.EnableChangeDataFeed} to true; "
                + "changes of later versions can be read then.")
            { Table = table, Version = version };
    }

    /// <summary>Columns may have come, but not gone or changed.</summary>
    private void EnsureFits(StructType schema, Snapshot last, long version)
    {
        var types = last.Metadata.Schema.Fields.ToDictionary(field => field.Name, Describe);
        if (schema.Fields.FirstOrDefault(field => types.GetValueOrDefault(field.Name) != Describe(field)) is { } changed)
            throw new DeltaException(
                ErrorCodes.ChangesNotComparable,
                $"the column '{changed.Name}' of {table} changed after version {version}. Read the changes up to there, and "
                + "from there on, by themselves.")
            { Table = table, Version = version };

        string Describe(StructField field) =>
            $"{field.PhysicalName(last.ColumnMapping)} {SchemaJson.Write(new StructType([field with { Nullable = true }]))}";
    }

    private DeltaException Unknown(long version, string path) => new(
        ErrorCodes.ChangesNotRecorded,
        $"commit {version} of {table} removed {path} and did not say which partition it was of. Read the changes of other "
        + "versions.")
    { Table = table, Version = version, File = path };
}
