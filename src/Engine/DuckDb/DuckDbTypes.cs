using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.Scans;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Delta's types in DuckDB's words, and back.</summary>
public static class DuckDbTypes
{
    private static readonly Dictionary<PrimitiveType, LogicalType> Primitives = new()
    {
        [PrimitiveType.String] = LogicalType.Varchar,
        [PrimitiveType.Long] = LogicalType.BigInt,
        [PrimitiveType.Integer] = LogicalType.Integer,
        [PrimitiveType.Short] = LogicalType.SmallInt,
        [PrimitiveType.Byte] = LogicalType.TinyInt,
        [PrimitiveType.Float] = LogicalType.Float,
        [PrimitiveType.Double] = LogicalType.Double,
        [PrimitiveType.Boolean] = LogicalType.Boolean,
        [PrimitiveType.Binary] = LogicalType.Blob,
        [PrimitiveType.Date] = LogicalType.Date,
        [PrimitiveType.Timestamp] = LogicalType.TimestampTz,
        [PrimitiveType.TimestampNtz] = LogicalType.Timestamp,
        [PrimitiveType.Void] = LogicalType.Integer,
        [PrimitiveType.Variant] = LogicalType.Struct(("value", LogicalType.Blob), ("metadata", LogicalType.Blob)),
    };

    /// <summary>The type as DuckDB's SQL writes it.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCodes.TypeNotSupported"/>.</exception>
    public static string ToSql(DataType type) => ToLogicalType(type).ToString();

    /// <summary>The DuckDB type that keeps the values of a Delta type.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCodes.TypeNotSupported"/>.</exception>
    public static LogicalType ToLogicalType(DataType type) => type switch
    {
        PrimitiveType primitive when Primitives.TryGetValue(primitive, out var known) => known,
        StoredVariant => LogicalType.Of(DuckDBType.Variant),
        DecimalType number => LogicalType.Decimal(number.Precision, number.Scale),
        StructType row => LogicalType.Struct([.. row.Fields.Select(field => (field.Name, ToLogicalType(field.Type)))]),
        ArrayType array => LogicalType.List(ToLogicalType(array.ElementType)),
        MapType map => LogicalType.Map(ToLogicalType(map.KeyType), ToLogicalType(map.ValueType)),
        _ => throw new EngineException(
            ErrorCodes.TypeNotSupported, $"DuckDB has no type for Delta's {type?.Name}. Leave the column out of the query."),
    };

    /// <summary>
    /// The Delta type that keeps the values of a DuckDB type. A HUGEINT becomes <c>long</c>, which is what sums of whole
    /// numbers are elsewhere.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorCodes.TypeNotSupported"/>.</exception>
    public static DataType ToDelta(LogicalType type) => type.Id switch
    {
        DuckDBType.Decimal => new DecimalType(type.Width, type.Scale),
        DuckDBType.Struct => new StructType(
            [.. type.Names.Zip(type.Children, (name, child) => new StructField(name, ToDelta(child)))]),
        DuckDBType.List or DuckDBType.Array => new ArrayType(ToDelta(type.Children[0])),
        DuckDBType.Map => new MapType(ToDelta(type.Children[0]), ToDelta(type.Children[1])),
        DuckDBType.Varchar or DuckDBType.Enum => PrimitiveType.String,
        DuckDBType.BigInt or DuckDBType.HugeInt or DuckDBType.UInteger => PrimitiveType.Long,
        DuckDBType.Integer or DuckDBType.USmallInt => PrimitiveType.Integer,
        DuckDBType.SmallInt or DuckDBType.UTinyInt => PrimitiveType.Short,
        DuckDBType.TinyInt => PrimitiveType.Byte,
        DuckDBType.Float => PrimitiveType.Float,
        DuckDBType.Double => PrimitiveType.Double,
        DuckDBType.Boolean => PrimitiveType.Boolean,
        DuckDBType.Blob => PrimitiveType.Binary,
        DuckDBType.Date => PrimitiveType.Date,
        DuckDBType.TimestampTz => PrimitiveType.Timestamp,
        DuckDBType.Timestamp => PrimitiveType.TimestampNtz,
        _ => throw new EngineException(
            ErrorCodes.TypeNotSupported, $"A Delta table has no type for DuckDB's {type}. Cast the column to another type."),
    };
}
