using System.Text.Json;

namespace Lakehouse.Delta.Schemas;

/// <summary>Changes of column types after which older files still hold the narrower type (protocol, "Type Widening").</summary>
internal static class TypeWidening
{
    public const string Key = "delta.typeChanges";

    private static readonly string[] Integers = ["byte", "short", "integer", "long"];

    /// <summary>The first change in a schema that is not known to keep every value; null when all are.</summary>
    public static string? FindUnsupported(StructType schema) => schema.AllFields()
        .Where(field => field.IsWidened)
        .SelectMany(field => Changes(field).Where(change => !IsSupported(change.From, change.To))
            .Select(change => $"{change.From.Name} to {change.To.Name} of the column '{field.Name}'"))
        .FirstOrDefault();

    /// <summary>The column with a wider type and the change kept in its metadata.</summary>
    public static StructField Changed(StructField field, DataType type)
    {
        var change = $"{{\"toType\":\"{type.Name}\",\"fromType\":\"{field.Type.Name}\"}}";
        var changes = field.Metadata.TryGetValue(Key, out var before) ? $"{before[..before.LastIndexOf(']')]},{change}]" : $"[{change}]";
        return field with { Type = type, Metadata = new Dictionary<string, string>(field.Metadata) { [Key] = changes } };
    }

    /// <summary>Whether every value of a type is one of another type.</summary>
    public static bool IsSupported(DataType from, DataType to) => (from, to) switch
    {
        (DecimalType one, DecimalType two) =>
            two.Scale >= one.Scale && two.Precision - two.Scale >= one.Precision - one.Scale,
        (PrimitiveType one, DecimalType two) => Digits(one) is { } digits && two.Precision - two.Scale >= digits,
        (PrimitiveType { Name: "float" }, PrimitiveType { Name: "double" }) => true,
        (PrimitiveType { Name: "date" }, PrimitiveType { Name: "timestamp_ntz" }) => true,
        (PrimitiveType { Name: "byte" or "short" or "integer" }, PrimitiveType { Name: "double" }) => true,
        (PrimitiveType one, PrimitiveType two) => Array.IndexOf(Integers, one.Name) is >= 0 and var narrow
            && Array.IndexOf(Integers, two.Name) >= narrow,
        _ => false,
    };

    /// <summary>How many decimal digits an integer needs before the point.</summary>
    private static int? Digits(PrimitiveType type) => type.Name switch
    {
        "byte" => 3,
        "short" => 5,
        "integer" => 10,
        "long" => 19,
        _ => null,
    };

    private static List<(DataType From, DataType To)> Changes(StructField field)
    {
        try
        {
            using var changes = JsonDocument.Parse(field.Metadata[Key]);
            return [.. changes.RootElement.EnumerateArray().Select(change => (
                SchemaJson.ParsePrimitive(change.GetProperty("fromType").GetString()!),
                SchemaJson.ParsePrimitive(change.GetProperty("toType").GetString()!)))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new DeltaException(
                ErrorCodes.InvalidSchema,
                $"the type changes of the column '{field.Name}' cannot be read. Look at the newest metaData action.",
                error);
        }
    }
}
