using Lakehouse.Delta.Actions;
using Lakehouse.Delta.ChangeFeed;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.History;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Verification;

namespace Lakehouse.Delta;

/// <summary>A Delta table at a path, whether it is there yet or not. Holds no state and may be shared.</summary>
public sealed class DeltaTable
{
    private readonly DeltaEnvironment _environment;
    private readonly SnapshotLoader _loader;
    private readonly LogReader _reader;
    private readonly Committer _committer;
    private readonly DeletionVectorFiles _deletionVectors;
    private readonly TableHistory _history;

    /// <summary>Names a table; nothing is read.</summary>
    /// <param name="environment">Storage, clock and the like.</param>
    /// <param name="path">The table's root below the storage root, such as <c>silver/orders</c>.</param>
    public DeltaTable(DeltaEnvironment environment, string path)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(path);
        if (path.StartsWith('/') || path.EndsWith('/'))
            throw new ArgumentException("a table's path is relative and has no slash at its end", nameof(path));
        _environment = environment;
        Path = path;
        _loader = new SnapshotLoader(environment, path);
        _reader = new LogReader(environment.Storage, path);
        _committer = new Committer(environment, path);
        _deletionVectors = new DeletionVectorFiles(environment, path);
        _history = new TableHistory(environment, path);
    }

    /// <summary>The table's root below the storage root.</summary>
    public string Path { get; }

    /// <summary>The newest snapshot, or null when there is no table.</summary>
    /// <exception cref="DeltaException">
    /// DEL0201 to DEL0209: the log is damaged; DEL0301: not readable for us.
    /// </exception>
    public Task<Snapshot?> FindAsync(CancellationToken cancellationToken = default) =>
        _loader.FindAsync(null, cancellationToken);

    /// <summary>The newest snapshot, or that of a version.</summary>
    /// <exception cref="DeltaException">
    /// DEL0101, DEL0102: no such table or version; else as <see cref="FindAsync"/>.
    /// </exception>
    public async Task<Snapshot> LoadAsync(long? version = null, CancellationToken cancellationToken = default) =>
        await _loader.FindAsync(version, cancellationToken).ConfigureAwait(false)
        ?? throw new DeltaException(
            ErrorCodes.TableNotFound,
            $"there is no Delta table at {_environment.Storage.Locate(Path)}. Name the folder that has _delta_log in it.")
        { Table = Path };

    /// <summary>The newest snapshot, made from an older one by reading only the commits since.</summary>
    /// <exception cref="DeltaException">As <see cref="FindAsync"/>.</exception>
    public Task<Snapshot> RefreshAsync(Snapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return _loader.RefreshAsync(snapshot, cancellationToken);
    }

    /// <summary>The newest snapshot that was there at a time; after the newest commit it is that.</summary>
    /// <exception cref="DeltaException">
    /// DEL0101, DEL0102: no such table, or its log does not reach back so far; else as <see cref="FindAsync"/>.
    /// </exception>
    public async Task<Snapshot> LoadAsync(DateTimeOffset timestamp, CancellationToken cancellationToken = default)
    {
        var newest = await LoadAsync((long?)null, cancellationToken).ConfigureAwait(false);
        var version = await _history.VersionAtAsync(newest, timestamp, cancellationToken).ConfigureAwait(false);
        return version == newest.Version ? newest : await LoadAsync(version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The commits that are still in the log, newest first.</summary>
    /// <param name="limit">How many; all by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DeltaException">DEL0201: a commit is malformed.</exception>
    public IAsyncEnumerable<HistoryEntry> ReadHistoryAsync(
        long? limit = null, CancellationToken cancellationToken = default) => _history.ReadAsync(limit, cancellationToken);

    /// <summary>The rows that changed from one version to another, both included.</summary>
    /// <param name="fromVersion">The first version whose changes are wanted.</param>
    /// <param name="toVersion">The last one; the newest by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DeltaException">
    /// DEL0105: changes were not recorded in a version; DEL0106: a column changed; DEL0102: there is no such version; DEL02..:
    /// the log is damaged.
    /// </exception>
    public async Task<TableChanges> ReadChangesAsync(
        long fromVersion, long? toVersion = null, CancellationToken cancellationToken = default)
    {
        var last = await LoadAsync(toVersion, cancellationToken).ConfigureAwait(false);
        if (fromVersion > last.Version || fromVersion < 0)
            throw new DeltaException(
                ErrorCodes.VersionNotFound,
                $"changes of {Path} cannot begin at version {fromVersion}: "
                + (fromVersion < 0 ? "the first version is 0"
                    : toVersion is null ? $"the newest version is {last.Version}"
                    : $"they are wanted to version {last.Version} only")
                + ". Begin with another version.")
            { Table = Path, Version = fromVersion };
        var first = await LoadAsync(fromVersion, cancellationToken).ConfigureAwait(false);
        return await new ChangeReader(_environment, Path).ReadAsync(first, last, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What is wrong with a version: commits, checkpoints, compactions, check sums and deletion vectors are held against each
    /// other, and the data files' sizes against the log. Rows are not read.
    /// </summary>
    /// <param name="version">The version; the newest by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DeltaException">DEL0101, DEL0102, DEL0301: no such table or version, or not readable for us.</exception>
    public Task<TableVerification> VerifyAsync(long? version = null, CancellationToken cancellationToken = default) =>
        new TableVerifier(_environment, Path).VerifyAsync(version, cancellationToken);

    /// <summary>The commits from one version to another, both included, in order.</summary>
    /// <exception cref="DeltaException">DEL0201, DEL0202: a commit is malformed or no longer there.</exception>
    public IAsyncEnumerable<TableCommit> ReadCommitsAsync(
        long fromVersion, long toVersion, CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(fromVersion, toVersion, cancellationToken);

    /// <summary>
    /// Commits actions atomically. Where other writers came first the commit follows them if it can, and is refused
    /// if what it read has changed.
    /// </summary>
    /// <exception cref="ArgumentException">The actions do not fit together or do not fit the snapshot.</exception>
    /// <exception cref="DeltaException">
    /// DEL0302 to DEL0304: the table does not allow them; DEL02..: the log is damaged.
    /// </exception>
    public Task<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _committer.CommitAsync(request, cancellationToken);
    }

    /// <summary>
    /// Metadata for a new table: a new id, the time of creation, and in-commit timestamps on unless
    /// <paramref name="configuration"/> says otherwise, and the names of the columns for row ids where rows are tracked.
    /// </summary>
    /// <param name="schema">Columns, partition columns included.</param>
    /// <param name="partitionColumns">Names of the partition columns; none by default.</param>
    /// <param name="configuration">Table properties; none by default.</param>
    public Metadata NewMetadata(
        StructType schema,
        IReadOnlyList<string>? partitionColumns = null,
        IReadOnlyDictionary<string, string>? configuration = null)
    {
        var properties = new Dictionary<string, string> { [TableProperties.EnableInCommitTimestamps] = "true" };
        foreach (var (name, value) in configuration ?? new Dictionary<string, string>()) properties[name] = value;
        var metadata = new Metadata
        {
            Id = _environment.NewId().ToString(),
            Schema = schema,
            PartitionColumns = partitionColumns ?? [],
            Configuration = properties,
            CreatedTime = _environment.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        return metadata.HasRowTracking()
            ? metadata with { Configuration = RowTracking.WithNames(properties, _environment.NewId) }
            : metadata;
    }

    /// <summary>The deleted rows that descriptors of this table name; a file with several is read once.</summary>
    /// <exception cref="DeltaException">DEL0210: one is not there or is no deletion vector.</exception>
    public Task<IReadOnlyDictionary<DeletionVectorDescriptor, DeletionVector>> ReadDeletionVectorsAsync(
        IEnumerable<DeletionVectorDescriptor> descriptors, CancellationToken cancellationToken = default) =>
        _deletionVectors.ReadAsync(descriptors, cancellationToken);

    /// <summary>Writes deletion vectors into one new file of the table; a commit then gives them to its adds.</summary>
    /// <returns>A descriptor for each vector, in their order.</returns>
    public Task<IReadOnlyList<DeletionVectorDescriptor>> WriteDeletionVectorsAsync(
        IReadOnlyList<DeletionVector> vectors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        return _deletionVectors.WriteAsync(vectors, cancellationToken);
    }

    /// <summary>The address under which an engine opens a data file.</summary>
    /// <exception cref="DeltaException">DEL0207: the file's path leads out of the table.</exception>
    public string Locate(AddFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Locate(file.Path);
    }

    /// <summary>The address under which an engine opens a file of the table, of data or of changes.</summary>
    /// <param name="path">Its path as an action has it.</param>
    /// <exception cref="DeltaException">DEL0207: the path leads out of the table.</exception>
    public string Locate(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (PathEncoding.IsAbsolute(path)) return PathEncoding.LocalPath(path);
        if (LogPath.LeadsOut(path))
            throw new DeltaException(
                ErrorCodes.InvalidPath, $"a data file of {Path} lies outside of the table. Do not trust this table.")
            { Table = Path, File = path };
        return _environment.Storage.Locate(LogPath.InTable(Path, path));
    }
}
