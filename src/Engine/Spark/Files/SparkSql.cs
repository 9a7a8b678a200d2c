using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.Spark.Files;

/// <summary>Types, names and texts as Spark's SQL writes them.</summary>
internal static class SparkSql
{
    private static readonly Dictionary<DataType, string> Primitives = new()
    {
        [PrimitiveType.String] = "STRING",
        [PrimitiveType.Long] = "BIGINT",
        [PrimitiveType.Integer] = "INT",
        [PrimitiveType.Short] = "SMALLINT",
        [PrimitiveType.Byte] = "TINYINT",
        [PrimitiveType.Float] = "FLOAT",
        [PrimitiveType.Double] = "DOUBLE",
        [PrimitiveType.Boolean] = "BOOLEAN",
        [PrimitiveType.Binary] = "BINARY",
        [PrimitiveType.Date] = "DATE",
        [PrimitiveType.Timestamp] = "TIMESTAMP",
        [PrimitiveType.TimestampNtz] = "TIMESTAMP_NTZ",
    };

    /// <exception cref="EngineException"><see cref="ErrorCodes.TypeNotSupported"/>.</exception>
    public static string Type(DataType type) => type switch
    {
        DecimalType number => $"DECIMAL({number.Precision}, {number.Scale})",
        ArrayType array => $"ARRAY<{Type(array.ElementType)}>",
        MapType map => $"MAP<{Type(map.KeyType)}, {Type(map.ValueType)}>",
        StructType row => $"STRUCT<{string.Join(", ", row.Fields.Select(field => $"{Name(field.Name)}: {Type(field.Type)}"))}>",
        _ when Primitives.TryGetValue(type, out var name) => name,
        _ => throw new EngineException(
            ErrorCodes.TypeNotSupported, $"Delta's {type.Name} is not written by Spark here. Leave the column out of the query."),
    };

    /// <summary>Columns as a reader is told them.</summary>
    public static string Columns(IEnumerable<StructField> fields) =>
        string.Join(", ", fields.Select(field => $"{Name(field.Name)} {Type(field.Type)}"));

    public static string Name(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    public static string Text(string text) =>
        $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";
}
