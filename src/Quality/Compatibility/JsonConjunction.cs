using System.Text.Json;
using System.Text.Json.Nodes;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Compatibility;

/// <summary>What is known of the values that a writer allows: schemas that all hold together.</summary>
/// <param name="Parts">The schemas, with references and <c>allOf</c> opened.</param>
internal sealed record JsonConjunction(IReadOnlyList<JsonNode> Parts)
{
    private const int MostValues = 2_000;

    public bool IsOpen => Parts.Count == 0;

    /// <summary>Whether no value can satisfy it, as far as that is plain.</summary>
    public bool IsEmpty => Parts.Any(IsFalse) || Types == JsonTypes.None;

    /// <summary>The types that values can have.</summary>
    public JsonTypes Types
    {
        get
        {
            var types = Parts.OfType<JsonObject>().Aggregate(JsonTypes.All, (known, part) => known & TypesOf(part));
            return Values is { } values
                ? types & values.Aggregate(JsonTypes.None, (all, value) => all | JsonTypesOf.Value(value))
                : types;
        }
    }

    /// <summary>All values when they are listed; null when they are not.</summary>
    public IReadOnlyList<JsonNode?>? Values
    {
        get
        {
            foreach (var part in Parts.OfType<JsonObject>())
            {
                if (part.TryGetPropertyValue("const", out var single))
                {
                    return [single];
                }
                if (part["enum"] is JsonArray list && list.Count <= MostValues)
                {
                    return [.. list];
                }
            }
            return null;
        }
    }

    public static bool IsFalse(JsonNode? node) => node is JsonValue flag && flag.TryGetValue<bool>(out var truth) && !truth;

    /// <summary>The types that a schema names; all when it names none.</summary>
    public static JsonTypes TypesOf(JsonObject schema) => schema["type"] switch
    {
        JsonValue one => JsonTypesOf.Name(one.ToString()),
        JsonArray several => several.Aggregate(JsonTypes.None, (all, name) => all | JsonTypesOf.Name(name?.ToString() ?? "")),
        _ => JsonTypes.All,
    };

    /// <summary>The values of a keyword, of all parts that have it.</summary>
    public IEnumerable<JsonNode?> Of(string keyword) =>
        Parts.OfType<JsonObject>().Where(part => part.ContainsKey(keyword)).Select(part => part[keyword]);

    public IEnumerable<ExactNumber> Numbers(string keyword) => Of(keyword).Select(Number).OfType<ExactNumber>();

    public static ExactNumber? Number(JsonNode? node) => node is JsonValue && node.GetValueKind() == JsonValueKind.Number
        && ExactNumber.TryParse(node.ToJsonString(), out var number) ? number : null;
}
