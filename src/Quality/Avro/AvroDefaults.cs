using System.Text.Json;

namespace Lakehouse.Quality.Avro;

/// <summary>Whether the default of a field is a value of its schema.</summary>
internal static class AvroDefaults
{
    public static bool Fits(AvroSchema schema, JsonElement value) => schema switch
    {
        AvroSchema.Union union => union.Branches.Any(branch => Fits(branch, value)),
        AvroSchema.Array array => value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(item => Fits(array.Items, item)),
        AvroSchema.Map map => value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().All(member => Fits(map.Values, member.Value)),
        AvroSchema.Record record => value.ValueKind == JsonValueKind.Object && record.Fields.All(field =>
            value.TryGetProperty(field.Name, out var member) ? Fits(field.Schema, member) : field.Default is not null),
        AvroSchema.Enumeration => value.ValueKind == JsonValueKind.String,
        AvroSchema.Fixed => value.ValueKind == JsonValueKind.String,
        _ => FitsPrimitive(schema.TypeName, value),
    };

    private static bool FitsPrimitive(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "int" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "long" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "float" or "double" => value.ValueKind == JsonValueKind.Number
            || (value.ValueKind == JsonValueKind.String && value.GetString() is "NaN" or "Infinity" or "-Infinity" or "INF" or "-INF"),
        _ => value.ValueKind == JsonValueKind.String,
    };
}
