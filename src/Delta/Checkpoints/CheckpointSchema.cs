using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>The columns of a checkpoint, one for each kind of action (protocol, "Checkpoint Schema").</summary>
internal static class CheckpointSchema
{
    public const string Add = "add";
    public const string Remove = "remove";
    public const string Transaction = "txn";
    public const string Metadata = "metaData";
    public const string Protocol = "protocol";
    public const string Domain = "domainMetadata";
    public const string Sidecar = "sidecar";

    private static readonly DataType Text = PrimitiveType.String;
    private static readonly DataType Number = PrimitiveType.Long;
    private static readonly DataType Flag = PrimitiveType.Boolean;
    private static readonly DataType Texts = new ArrayType(Text);
    private static readonly DataType Map = new MapType(Text, Text);

    private static readonly StructType DeletionVector = Struct(
        ("storageType", Text), ("pathOrInlineDv", Text), ("offset", PrimitiveType.Integer),
        ("sizeInBytes", PrimitiveType.Integer), ("cardinality", Number));

    public static readonly StructType Type = Struct(
        (Transaction, Struct(("appId", Text), ("version", Number), ("lastUpdated", Number))),
        (Add, Struct(
            ("path", Text), ("partitionValues", Map), ("size", Number), ("modificationTime", Number),
            ("dataChange", Flag), ("stats", Text), ("tags", Map), ("deletionVector", DeletionVector),
            ("baseRowId", Number), ("defaultRowCommitVersion", Number), ("clusteringProvider", Text))),
        (Remove, Struct(
            ("path", Text), ("deletionTimestamp", Number), ("dataChange", Flag), ("extendedFileMetadata", Flag),
            ("partitionValues", Map), ("size", Number), ("deletionVector", DeletionVector),
            ("baseRowId", Number), ("defaultRowCommitVersion", Number))),
        (Metadata, Struct(
            ("id", Text), ("name", Text), ("description", Text),
            ("format", Struct(("provider", Text), ("options", Map))),
            ("schemaString", Text), ("partitionColumns", Texts), ("configuration", Map), ("createdTime", Number))),
        (Protocol, Struct(
            ("minReaderVersion", PrimitiveType.Integer), ("minWriterVersion", PrimitiveType.Integer),
            ("readerFeatures", Texts), ("writerFeatures", Texts))),
        (Domain, Struct(("domain", Text), ("configuration", Text), ("removed", Flag))));

    /// <summary>The columns that are read.</summary>
    public static readonly IReadOnlyList<LogColumn> Columns =
    [
        Read(Transaction, "appId"),
        Read(Add, "path", "stats_parsed") with { Fallback = ("stats_parsed", "stats") },
        Read(Remove, "path"),
        Read(Metadata, "id"),
        Read(Protocol, "minReaderVersion"),
        Read(Domain, "domain"),
        new(Sidecar, "path", ["path", "sizeInBytes"]),
    ];

    private static LogColumn Read(string name, string required, params string[] others) => new(
        name, required,
        [.. ((StructType)Type.Fields.Single(field => field.Name == name).Type).Fields.Select(field => field.Name), .. others]);

    private static StructType Struct(params (string Name, DataType Type)[] fields) =>
        new([.. fields.Select(field => new StructField(field.Name, field.Type))]);
}
