using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Compatibility;

/// <summary>Finds the types of names and values.</summary>
internal static class JsonTypesOf
{
    public static JsonTypes Name(string name) => name switch
    {
        "null" => JsonTypes.Null,
        "boolean" => JsonTypes.Boolean,
        "integer" => JsonTypes.Whole,
        "number" => JsonTypes.Number,
        "string" => JsonTypes.Text,
        "array" => JsonTypes.Array,
        "object" => JsonTypes.Object,
        _ => JsonTypes.None,
    };

    public static JsonTypes Value(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => JsonTypes.Null,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        JsonValueKind.Number => JsonConjunction.Number(node) is { Scale: 0 } ? JsonTypes.Whole : JsonTypes.Fraction,
        JsonValueKind.String => JsonTypes.Text,
        JsonValueKind.Array => JsonTypes.Array,
        _ => JsonTypes.Object,
    };

    public static string Describe(JsonTypes types) => string.Join(" or ", Names(types));

    private static IEnumerable<string> Names(JsonTypes types)
    {
        foreach (var (flag, name) in new[]
        {
            (JsonTypes.Null, "null"), (JsonTypes.Boolean, "boolean"), (JsonTypes.Number, "number"), (JsonTypes.Whole, "integer"),
            (JsonTypes.Text, "string"), (JsonTypes.Array, "array"), (JsonTypes.Object, "object"),
        })
        {
            if (types.HasFlag(flag) && !(flag == JsonTypes.Whole && types.HasFlag(JsonTypes.Number)))
            {
                yield return name;
            }
        }
        if (types.HasFlag(JsonTypes.Fraction) && !types.HasFlag(JsonTypes.Whole))
        {
            yield return "number that is not whole";
        }
    }
}
