using System.Text.Json;

namespace Lakehouse.Medallion.Gold.Queries.Tree;

/// <summary>Reads members of serialized nodes. DuckDB writes what is not there as null, as empty, or not at all.</summary>
internal static class JsonTree
{
    /// <summary>DuckDB's own limit of 1,000 nested expressions needs at most four levels of JSON each.</summary>
    public static readonly JsonDocumentOptions Options = new() { MaxDepth = 4_096 };

    public static string Text(this JsonElement node, string name) =>
        node.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    public static bool Flag(this JsonElement node, string name) =>
        node.Member(name) is { ValueKind: JsonValueKind.True };

    public static JsonElement? Child(this JsonElement node, string name) =>
        node.Member(name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    public static IEnumerable<JsonElement> Items(this JsonElement node, string name) =>
        node.Member(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    public static IReadOnlyList<string> Texts(this JsonElement node, string name) =>
        [.. node.Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    /// <summary>The node's place in the text; where it has none (the largest 64-bit number), that of the node above.</summary>
    public static int Location(this JsonElement node, int above) =>
        node.Member("query_location") is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var offset)
            ? offset
            : above;

    private static JsonElement? Member(this JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var value) ? value : null;
}
