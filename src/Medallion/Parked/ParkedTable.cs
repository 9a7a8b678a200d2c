using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Parked;

/// <summary>The one table of valid records that wait for what they refer to.</summary>
public static class ParkedTable
{
    /// <summary>The partition column.</summary>
    public const string PartitionColumn = "dataset";

    /// <summary>The columns in order.</summary>
    public static StructType Schema { get; } = new(
    [
        new StructField(TechnicalColumns.LandingPath, PrimitiveType.String),
        new StructField(TechnicalColumns.LandingPosition, PrimitiveType.Long),
        new StructField(TechnicalColumns.LandedAt, PrimitiveType.Timestamp),
        new StructField("contract_version", PrimitiveType.String),
        new StructField("payload", PrimitiveType.String),
        new StructField("waits_for", new ArrayType(new StructType(
        [
            new StructField("table", PrimitiveType.String),
            new StructField("key", PrimitiveType.String),
        ]))),
        new StructField(TechnicalColumns.RunId, PrimitiveType.String),
        new StructField(PartitionColumn, PrimitiveType.String),
    ]);

    /// <summary>Where the waiting records of a dataset are written.</summary>
    internal static StageTarget Target(string dataset) => new(TablePaths.Parked, Schema, [PartitionColumn])
    {
        SinglePartition = new Dictionary<string, string?> { [PartitionColumn] = dataset },
    };
}
