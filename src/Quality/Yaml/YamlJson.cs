using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Yaml;

/// <summary>Writes YAML values as JSON, for blocks that are kept but not interpreted.</summary>
internal static class YamlJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(YamlNode node) => Convert(node)?.ToJsonString(Plain) ?? "null";

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(e =>
            KeyValuePair.Create(e.Key.Text, Convert(e.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Convert)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { Truth: { } truth } => JsonValue.Create(truth),
        YamlScalar { IsNumber: true } number when IsJsonNumber(number.Text) => JsonNode.Parse(number.Text),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        _ => throw new InvalidOperationException($"There is no YAML node {node.Kind}."),
    };

    private static bool IsJsonNumber(string text)
    {
        var digits = text.AsSpan().TrimStart('-');
        return digits.Length < 40 && (digits[0] != '0' || digits.Length == 1 || digits[1] is '.' or 'e' or 'E');
    }
}
