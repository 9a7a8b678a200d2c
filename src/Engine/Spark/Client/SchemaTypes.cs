using System.Text.Json;
using Lakehouse.Delta.Schemas;
using Proto = Lakehouse.Engine.Spark.Protocol.DataType;

namespace Lakehouse.Engine.Spark.Client;

/// <summary>Types as Spark Connect tells them, and as tables have them.</summary>
internal static class SchemaTypes
{
    /// <exception cref="EngineException">ENG0109: a column has a type that no table can have.</exception>
    public static StructType ToStruct(Proto type) => Convert(type, "the result") as StructType
        ?? throw new EngineException(ErrorCodes.SparkProtocolBroken, "the server tells a schema that is no struct. Report the query.");

    private static DataType Convert(Proto type, string place) => type.KindCase switch
    {
        Proto.KindOneofCase.Null => PrimitiveType.Void,
        Proto.KindOneofCase.Binary => PrimitiveType.Binary,
        Proto.KindOneofCase.Boolean => PrimitiveType.Boolean,
        Proto.KindOneofCase.Byte => PrimitiveType.Byte,
        Proto.KindOneofCase.Short => PrimitiveType.Short,
        Proto.KindOneofCase.Integer => PrimitiveType.Integer,
        Proto.KindOneofCase.Long => PrimitiveType.Long,
        Proto.KindOneofCase.Float => PrimitiveType.Float,
        Proto.KindOneofCase.Double => PrimitiveType.Double,
        Proto.KindOneofCase.Decimal => new DecimalType(type.Decimal.Precision, type.Decimal.Scale),
        Proto.KindOneofCase.String when type.String.Collation is "" or "UTF8_BINARY" => PrimitiveType.String,
        Proto.KindOneofCase.Date => PrimitiveType.Date,
        Proto.KindOneofCase.Timestamp => PrimitiveType.Timestamp,
        Proto.KindOneofCase.TimestampNtz => PrimitiveType.TimestampNtz,
        Proto.KindOneofCase.Variant => PrimitiveType.Variant,
        Proto.KindOneofCase.Array => new ArrayType(Convert(type.Array.ElementType, place), type.Array.ContainsNull),
        Proto.KindOneofCase.Map => new MapType(
            Convert(type.Map.KeyType, place), Convert(type.Map.ValueType, place), type.Map.ValueContainsNull),
        Proto.KindOneofCase.Struct => new StructType([.. type.Struct.Fields.Select(Field)]),
        _ => throw new EngineException(
            ErrorCodes.TypeNotSupported,
            $"{place} has the Spark type {type.KindCase}, which tables here do not have. Cast it in the query."),
    };

    private static StructField Field(Proto.Types.StructField field) =>
        new(field.Name, Convert(field.DataType, $"column '{field.Name}'"), field.Nullable) { Metadata = Metadata(field) };

    private static Dictionary<string, string> Metadata(Proto.Types.StructField field)
    {
        if (field.Metadata.Length == 0)
        {
            return [];
        }

        using var document = JsonDocument.Parse(field.Metadata);
        return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetRawText());
    }
}
