using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.Scans;

namespace Lakehouse.Engine;

/// <summary>Where the rows of a query are written, for a later commit to name them.</summary>
/// <param name="TablePath">Root of the table below the storage root.</param>
/// <param name="Schema">Columns of the table, partition columns included.</param>
/// <param name="PartitionColumns">Columns that the log keeps and the files do not.</param>
public sealed record StageTarget(string TablePath, StructType Schema, IReadOnlyList<string> PartitionColumns)
{
    /// <summary>
    /// The values of the partition columns, as the log encodes them, when all rows fall into one partition: the query
    /// then lacks these columns.
    /// </summary>
    /// <value>Default null: the query gives them row by row.</value>
    public IReadOnlyDictionary<string, string?>? SinglePartition { get; init; }

    /// <summary>
    /// About how long a file may become, in bytes, when rows are to fill one file after the other in their order; only where
    /// all fall into one folder.
    /// </summary>
    /// <value>Default null: as many files as the engine has threads, in no order.</value>
    public long? FileBytes { get; init; }

    /// <summary>How the table maps columns: files get the physical names and field ids.</summary>
    /// <value>None: files have the names of the schema.</value>
    public ColumnMappingMode Mapping { get; init; }

    /// <summary>How files are compressed, in words of Parquet.</summary>
    /// <value>Snappy.</value>
    public string Codec { get; init; } = "snappy";

    /// <summary>Folder below the table's root that the files stand in, or their partitions' folders.</summary>
    /// <value>The root.</value>
    public string Folder { get; init; } = "";

    /// <summary>The columns as files and partition values have them.</summary>
    internal StructType Stored => PhysicalColumns.Of(Schema, Mapping);

    /// <summary>The same place, for files with more columns.</summary>
    internal StageTarget With(IReadOnlyList<StructField> columns) => this with { Schema = new StructType([.. Schema.Fields, .. columns]) };

    /// <summary>The name that a partition column has in the log.</summary>
    internal string Physical(string partitionColumn) =>
        Schema.Fields.Single(field => field.Name == partitionColumn).PhysicalName(Mapping);
}
