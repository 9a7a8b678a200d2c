using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Quarantine;

/// <summary>The one table of rejected records: where each came from, what it was, all its errors and what became of it.</summary>
public static class QuarantineTable
{
    /// <summary>The partition column.</summary>
    public const string PartitionColumn = "dataset";

    /// <summary>The columns in order.</summary>
    public static StructType Schema { get; } = new(
    [
        new StructField("landing_path", PrimitiveType.String),
        new StructField("landing_position", PrimitiveType.Long),
        new StructField("landed_at", PrimitiveType.Timestamp),
        new StructField("contract_version", PrimitiveType.String),
        new StructField("payload", PrimitiveType.String),
        new StructField("payload_bytes", PrimitiveType.Binary),
        new StructField("errors", new ArrayType(new StructType(
        [
            new StructField("code", PrimitiveType.String),
            new StructField("path", PrimitiveType.String),
            new StructField("message", PrimitiveType.String),
        ]))),
        new StructField("status", PrimitiveType.String),
        new StructField(TechnicalColumns.RunId, PrimitiveType.String),
        new StructField(PartitionColumn, PrimitiveType.String),
    ]);

    /// <summary>Where the rejected records of a dataset are written.</summary>
    internal static StageTarget Target(string dataset) => new(TablePaths.Quarantine, Schema, [PartitionColumn])
    {
        SinglePartition = new Dictionary<string, string?> { [PartitionColumn] = dataset },
    };
}
