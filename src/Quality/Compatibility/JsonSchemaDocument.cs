using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Compatibility;

/// <summary>A JSON Schema with its references: by pointer, by anchor and by <c>$id</c> of a part.</summary>
internal sealed class JsonSchemaDocument
{
    private readonly Dictionary<string, JsonNode> _named = new(StringComparer.Ordinal);

    public JsonSchemaDocument(JsonNode root)
    {
        Root = root;
        var dialect = Text(root, "$schema") ?? "";
        IgnoresBesideRef = dialect.Contains("draft-04", StringComparison.Ordinal)
            || dialect.Contains("draft-06", StringComparison.Ordinal) || dialect.Contains("draft-07", StringComparison.Ordinal)
            || dialect.Contains("com.snowplowanalytics.self-desc", StringComparison.Ordinal);
        Gather(root);
    }

    public JsonNode Root { get; }

    /// <summary>Up to draft 7, what stands beside <c>$ref</c> has no meaning.</summary>
    public bool IgnoresBesideRef { get; }

    /// <summary>What a reference means; null when it leads out of the document.</summary>
    public JsonNode? Resolve(string reference)
    {
        if (_named.TryGetValue(reference, out var named))
        {
            return named;
        }
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var from = hash <= 0 ? Root : _named.GetValueOrDefault(reference[..hash]);
        if (hash < 0 || from is null)
        {
            return null;
        }
        var node = from;
        foreach (var token in Uri.UnescapeDataString(reference[(hash + 1)..]).Split('/').Skip(1))
        {
            var key = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonObject o => o[key],
                JsonArray a when int.TryParse(key, out var i) && i >= 0 && i < a.Count => a[i],
                _ => null,
            };
        }
        return reference.EndsWith('#') || reference[(hash + 1)..].StartsWith('/') ? node : null;
    }

    public static string? Text(JsonNode? node, string key) =>
        node is JsonObject o && o[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private void Gather(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (key, prefix) in new[] { ("$id", ""), ("id", ""), ("$anchor", "#"), ("$dynamicAnchor", "#") })
                {
                    if (Text(o, key) is { } name && (key != "id" || IgnoresBesideRef))
                    {
                        _named.TryAdd(prefix + name, o);
                    }
                }
                foreach (var (key, child) in o)
                {
                    if (key is not ("enum" or "const" or "default" or "examples"))
                    {
                        Gather(child);
                    }
                }
                break;
            case JsonArray a:
                foreach (var child in a)
                {
                    Gather(child);
                }
                break;
        }
    }
}
