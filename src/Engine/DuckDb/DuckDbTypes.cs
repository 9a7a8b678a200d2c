using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Delta's types in DuckDB's words, and back.</summary>
public static class DuckDbTypes
{
    private static readonly Dictionary<PrimitiveType, string> Primitives = new()
    {
        [PrimitiveType.String] = "VARCHAR",
        [PrimitiveType.Long] = "BIGINT",
        [PrimitiveType.Integer] = "INTEGER",
        [PrimitiveType.Short] = "SMALLINT",
        [PrimitiveType.Byte] = "TINYINT",
        [PrimitiveType.Float] = "FLOAT",
        [PrimitiveType.Double] = "DOUBLE",
        [PrimitiveType.Boolean] = "BOOLEAN",
        [PrimitiveType.Binary] = "BLOB",
        [PrimitiveType.Date] = "DATE",
        [PrimitiveType.Timestamp] = "TIMESTAMP WITH TIME ZONE",
        [PrimitiveType.TimestampNtz] = "TIMESTAMP",
        [PrimitiveType.Void] = "INTEGER",
    };

    /// <summary>The type as DuckDB's SQL writes it.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCodes.TypeNotSupported"/>.</exception>
    public static string ToSql(DataType type) => type switch
    {
        PrimitiveType p when Primitives.TryGetValue(p, out var name) => name,
        DecimalType d => $"DECIMAL({d.Precision},{d.Scale})",
        StructType s => $"STRUCT({string.Join(", ", s.Fields.Select(f => $"{Sql.Name(f.Name)} {ToSql(f.Type)}"))})",
        ArrayType a => $"{ToSql(a.ElementType)}[]",
        MapType m => $"MAP({ToSql(m.KeyType)}, {ToSql(m.ValueType)})",
        _ => throw new EngineException(
            ErrorCodes.TypeNotSupported, $"DuckDB has no type for Delta's {(type as PrimitiveType)?.Name ?? type.ToString()}."),
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
