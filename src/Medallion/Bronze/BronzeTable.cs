using Lakehouse.Delta.Schemas;

namespace Lakehouse.Medallion.Bronze;

/// <summary>The columns that every Bronze table has.</summary>
public static class BronzeTable
{
    /// <summary>The partition column: the UTC date of <c>landed_at</c>.</summary>
    public const string PartitionColumn = "landing_date";

    /// <summary>The columns in order.</summary>
    public static StructType Schema { get; } = new(
    [
        new StructField("landing_path", PrimitiveType.String),
        new StructField("landing_position", PrimitiveType.Long),
        new StructField("payload", PrimitiveType.String),
        new StructField("payload_bytes", PrimitiveType.Binary),
        new StructField("record_key", PrimitiveType.String),
        new StructField("headers", new MapType(PrimitiveType.String, PrimitiveType.String)),
        new StructField("source_time", PrimitiveType.Timestamp),
        new StructField("landed_at", PrimitiveType.Timestamp),
        new StructField(PartitionColumn, PrimitiveType.Date),
    ]);

    /// <summary>Those that files hold.</summary>
    internal static StructType Stored { get; } = new([.. Schema.Fields.Where(field => field.Name != PartitionColumn)]);
}
