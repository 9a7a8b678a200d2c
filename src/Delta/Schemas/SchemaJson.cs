using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lakehouse.Delta.Schemas;

/// <summary>The JSON form of a schema (protocol, "Schema Serialization Format").</summary>
public static class SchemaJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a schema string.</summary>
    /// <exception cref="DeltaException">DEL0206: it is no schema, or a type in it is unknown.</exception>
    public static StructType Parse(string schemaString)
    {
        ArgumentNullException.ThrowIfNull(schemaString);
        try
        {
            using var document = JsonDocument.Parse(schemaString);
            return ReadType(document.RootElement) as StructType ?? throw Invalid("the root is no struct");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Invalid("it is not a JSON schema of the protocol's form", error);
        }
    }

    /// <summary>Writes a schema string.</summary>
    public static string Write(StructType schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) WriteType(json, schema);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static DataType ReadType(JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.String) return ParsePrimitive(type.GetString()!);
        return type.GetProperty("type").GetString() switch
        {
            "struct" => ReadStruct(type),
            "array" => new ArrayType(
                ReadType(type.GetProperty("elementType")), type.GetProperty("containsNull").GetBoolean()),
            "map" => new MapType(
                ReadType(type.GetProperty("keyType")),
                ReadType(type.GetProperty("valueType")),
                type.GetProperty("valueContainsNull").GetBoolean()),
            var other => throw Invalid($"the type '{other}' is unknown"),
        };
    }

    private static StructType ReadStruct(JsonElement row)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var fields = new List<StructField>();
        foreach (var field in row.GetProperty("fields").EnumerateArray())
        {
            var name = field.GetProperty("name").GetString() ?? throw Invalid("a field has no name");
            if (!names.Add(name)) throw Invalid($"the column '{name}' is there twice");
            var type = ReadType(field.GetProperty("type"));
            fields.Add(new StructField(name, type, field.GetProperty("nullable").GetBoolean())
            {
                Metadata = ReadMetadata(field),
            });
        }
        return new StructType(fields);
    }

    private static Dictionary<string, string> ReadMetadata(JsonElement field)
    {
        var texts = new Dictionary<string, string>();
        if (!field.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object) return texts;
        foreach (var member in metadata.EnumerateObject()) texts[member.Name] = member.Value.GetRawText();
        return texts;
    }

    /// <summary>The type of a name such as <c>long</c> or <c>decimal(10,2)</c>.</summary>
    internal static DataType ParsePrimitive(string name)
    {
        if (PrimitiveType.All.FirstOrDefault(type => type.Name == name) is { } primitive) return primitive;
        if (name == "decimal") return new DecimalType(10, 0);
        if (name.StartsWith("decimal(", StringComparison.Ordinal) && name.EndsWith(')'))
        {
            var parts = name["decimal(".Length..^1].Split(',');
            if (parts.Length == 2
                && int.TryParse(parts[0].Trim(), NumberStyles.None, null, out var precision)
                && int.TryParse(parts[1].Trim(), NumberStyles.None, null, out var scale)
                && precision is >= 1 and <= 38 && scale <= precision)
                return new DecimalType(precision, scale);
        }
        throw Invalid($"the type '{name}' is unknown");
    }

    private static void WriteType(Utf8JsonWriter json, DataType type)
    {
        switch (type)
        {
            case PrimitiveType or DecimalType:
                json.WriteStringValue(type.Name);
                break;
            case StructType row:
                WriteStruct(json, row);
                break;
            case ArrayType array:
                json.WriteStartObject();
                json.WriteString("type", "array");
                json.WritePropertyName("elementType");
                WriteType(json, array.ElementType);
                json.WriteBoolean("containsNull", array.ContainsNull);
                json.WriteEndObject();
                break;
            case MapType map:
                json.WriteStartObject();
                json.WriteString("type", "map");
                json.WritePropertyName("keyType");
                WriteType(json, map.KeyType);
                json.WritePropertyName("valueType");
                WriteType(json, map.ValueType);
                json.WriteBoolean("valueContainsNull", map.ValueContainsNull);
                json.WriteEndObject();
                break;
            default:
                throw new ArgumentException($"unknown type {type.GetType().Name}", nameof(type));
        }
    }

    private static void WriteStruct(Utf8JsonWriter json, StructType type)
    {
        json.WriteStartObject();
        json.WriteString("type", "struct");
        json.WriteStartArray("fields");
        foreach (var field in type.Fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WritePropertyName("type");
            WriteType(json, field.Type);
            json.WriteBoolean("nullable", field.Nullable);
            json.WriteStartObject("metadata");
            foreach (var (name, value) in field.Metadata)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static DeltaException Invalid(string what, Exception? inner = null) => new(
        ErrorCodes.InvalidSchema,
        $"a table's schema cannot be read: {what}. Look at the newest metaData action.",
        inner);
}
