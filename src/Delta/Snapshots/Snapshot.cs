using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Snapshots;

/// <summary>One version of a table, as its log tells; never changes.</summary>
public sealed class Snapshot
{
    internal Snapshot(string table, long version, DateTimeOffset timestamp, TableState state)
    {
        Table = table;
        Version = version;
        Timestamp = timestamp;
        State = state;
        Protocol = state.Protocol ?? throw Incomplete(table, version, "protocol");
        Metadata = state.Metadata ?? throw Incomplete(table, version, "metaData");
        ColumnMapping = Schemas.ColumnMapping.ModeOf(Protocol, Metadata);
        Files = new ValueCollection<AddFile>(state.Files);
    }

    /// <summary>The table's path below the storage root.</summary>
    public string Table { get; }

    /// <summary>The version, from 0.</summary>
    public long Version { get; }

    /// <summary>
    /// When the version was made: the in-commit timestamp; in tables without, what the commit file or its writer says.
    /// </summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>What a program must know to read or write the table.</summary>
    public Protocol Protocol { get; }

    /// <summary>Schema, partitioning and properties.</summary>
    public Metadata Metadata { get; }

    /// <summary>How columns are found in the data files.</summary>
    public ColumnMappingMode ColumnMapping { get; }

    /// <summary>The data files, in no particular order.</summary>
    public IReadOnlyCollection<AddFile> Files { get; }

    /// <summary>Progress of applications by their id.</summary>
    public IReadOnlyDictionary<string, SetTransaction> Transactions => State.Transactions;

    /// <summary>Configuration of domains by their name.</summary>
    public IReadOnlyDictionary<string, DomainMetadata> Domains => State.Domains;

    /// <summary>Which leaf columns the statistics of new files describe.</summary>
    /// <exception cref="DeltaException">
    /// DEL0304: <c>delta.dataSkippingStatsColumns</c> is no list of columns, or <c>delta.dataSkippingNumIndexedCols</c> no number.
    /// </exception>
    public IndexedColumns IndexedColumns => Metadata.IndexedColumns(ColumnMapping);

    /// <summary>
    /// The columns of data files, beside those of the schema, in which rows that were copied keep their id and their commit
    /// version, in this order; none in a table that does not track rows.
    /// </summary>
    /// <exception cref="DeltaException">DEL0304: the table's properties do not name them, or name other columns.</exception>
    public IReadOnlyList<StructField> RowTrackingColumns => RowTracking.Columns(Table, Metadata);

    /// <summary>Sum of the sizes of the data files in bytes.</summary>
    public long SizeBytes => (long)Math.Min(State.TotalBytes, long.MaxValue);

    /// <summary>How data files are to be compressed, in words of Parquet.</summary>
    /// <value>What <c>delta.parquet.compression.codec</c> says, else snappy.</value>
    /// <exception cref="DeltaException">DEL0304: the property has no valid value.</exception>
    public string ParquetCodec => Metadata.Codec() ?? "snappy";

    internal TableState State { get; }

    /// <summary>How far an application got; null when the table does not know it.</summary>
    public long? TransactionVersion(string appId) =>
        State.Transactions.TryGetValue(appId, out var transaction) ? transaction.Version : null;

    /// <summary>The files that may hold rows of a condition.</summary>
    /// <param name="columns">Names of the columns to read; all by default.</param>
    /// <param name="predicate">The condition; every row by default.</param>
    /// <exception cref="ArgumentException">A column is not there, or a value does not fit its column's type.</exception>
    public Scan Scan(IReadOnlyList<string>? columns = null, Predicate? predicate = null) =>
        new(this, columns, predicate);

    /// <summary>The partition columns, in their order.</summary>
    internal IEnumerable<StructField> PartitionFields() => Metadata.PartitionColumns.Select(
        column => Metadata.Schema.Fields.FirstOrDefault(field => field.Name == column) ?? throw new DeltaException(
            ErrorCodes.InvalidSchema,
            $"the partition column '{column}' of {Table} is not in the schema. Look at the newest metaData action.")
        { Table = Table, Version = Version });

    /// <summary>The same files under other metadata that is about to be committed, with the protocol that it needs.</summary>
    internal Snapshot With(Metadata metadata) =>
        new(Table, Version, Timestamp, State.With(ProtocolRules.Upgraded(Protocol, metadata), metadata));

    /// <summary>The version that the first commit of a table made.</summary>
    internal static Snapshot First(string table, TableCommit commit)
    {
        var changes = new StateChanges();
        changes.Add(commit);
        var state = TableState.Empty.Apply(changes);
        var timestamp = CommitTimestamp.Of(table, state, commit) ?? CommitTimestamp.Stated(commit);
        return new Snapshot(table, commit.Version, timestamp ?? default, state);
    }

    /// <summary>The version that a commit made of this one.</summary>
    internal Snapshot Next(TableCommit commit)
    {
        var changes = new StateChanges();
        changes.Add(commit);
        return Next(commit, changes);
    }

    /// <summary>The version that some commits made of this one.</summary>
    /// <param name="newest">The last of them.</param>
    /// <param name="changes">The net effect of them all.</param>
    internal Snapshot Next(TableCommit newest, StateChanges changes)
    {
        var state = State.Apply(changes);
        var timestamp = CommitTimestamp.Of(Table, state, newest) ?? CommitTimestamp.Stated(newest) ?? Timestamp;
        return new Snapshot(Table, newest.Version, timestamp, state);
    }

    private static DeltaException Incomplete(string table, long version, string action) => new(
        ErrorCodes.IncompleteLog,
        $"the log of {table} has no {action} action up to version {version}. It is no Delta table, or its "
        + "log is damaged.")
    { Table = table, Version = version };
}
