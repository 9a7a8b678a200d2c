using System.Text.Json;

namespace Lakehouse.Quality.Avro;

/// <summary>Reads logical types; one that is invalid for its type is ignored, as the specification says.</summary>
internal static class AvroLogicalTypes
{
    private static readonly Dictionary<string, string> TypeOf = new()
    {
        ["date"] = "int",
        ["time-millis"] = "int",
        ["time-micros"] = "long",
        ["timestamp-millis"] = "long",
        ["timestamp-micros"] = "long",
        ["timestamp-nanos"] = "long",
        ["local-timestamp-millis"] = "long",
        ["local-timestamp-micros"] = "long",
        ["local-timestamp-nanos"] = "long",
    };

    public static AvroLogicalType? Read(JsonElement node, string type, int sizeBytes)
    {
        if (!node.TryGetProperty("logicalType", out var logical) || logical.ValueKind != JsonValueKind.String)
        {
            return null;
        }
        var name = logical.GetString()!;
        return name switch
        {
            "decimal" when type is "bytes" or "fixed" => ReadDecimal(node, type, sizeBytes),
            "uuid" when type == "string" || (type == "fixed" && sizeBytes == 16) => new AvroLogicalType(name),
            "duration" when type == "fixed" && sizeBytes == 12 => new AvroLogicalType(name),
            _ => TypeOf.GetValueOrDefault(name) == type ? new AvroLogicalType(name) : null,
        };
    }

    private static AvroLogicalType? ReadDecimal(JsonElement node, string type, int sizeBytes)
    {
        var precision = Number(node, "precision");
        var scale = Number(node, "scale");
        var most = type == "fixed" ? Math.Floor(((8.0 * sizeBytes) - 1) * Math.Log10(2)) : double.MaxValue;
        return precision > 0 && scale >= 0 && scale <= precision && precision <= most
            ? new AvroLogicalType("decimal", precision, scale)
            : null;
    }

    private static int Number(JsonElement node, string key) =>
        node.TryGetProperty(key, out var number) && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt32(out var value) ? value : 0;
}
