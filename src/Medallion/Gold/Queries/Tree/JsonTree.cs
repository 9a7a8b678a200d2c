using System.Text.Json;

namespace Lakehouse.Medallion.Gold.Queries.Tree;

/// <summary>Reads members of serialized nodes. DuckDB writes what is not there as null, as empty, or not at all.</summary>
internal static class JsonTree
{
    /// <summary>DuckDB's own limit of 1,000 nested expressions needs at most four levels of JSON each.</summary>
    public static readonly JsonDocumentOptions Options = new() { MaxDepth = 4_096 };

    public static string Text(this JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public static bool Flag(this JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static JsonElement? Child(this JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    public static IEnumerable<JsonElement> Items(this JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static IReadOnlyList<string> Texts(this JsonElement node, string name) =>
        [.. node.Items(name).Select(item => item.GetString()!)];

    /// <summary>The node's place in the text; where it has none (the largest 64-bit number), that of the node above.</summary>
    public static int Location(this JsonElement node, int above) =>
        node.TryGetProperty("query_location", out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out var offset) ? offset : above;
}
