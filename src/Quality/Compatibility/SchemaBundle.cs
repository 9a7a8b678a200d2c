using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Compatibility;

/// <summary>Makes one document of a JSON Schema and the files that it refers to, for what looks at one text.</summary>
public sealed class SchemaBundle
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 200, AllowDuplicateProperties = false };
    private static readonly Uri Folder = new("project:///");

    private readonly Dictionary<Uri, JsonNode> _files = [];
    private readonly SortedDictionary<string, JsonNode?> _parts = new(StringComparer.Ordinal);

    /// <summary>Takes the files that may be referred to: by their relative paths, or by their ids.</summary>
    /// <param name="files">Texts by path; what is no JSON is left out.</param>
    public SchemaBundle(IEnumerable<KeyValuePair<string, string>> files)
    {
        foreach (var (path, text) in files)
        {
            if (Path.GetExtension(path) == ".json" && Parse(text) is { } root)
            {
                var place = new Uri(Folder, Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal));
                _files[place] = root;
                _files.TryAdd(BaseOf(root, place), root);
                Places[path] = place;
            }
        }
    }

    private Dictionary<string, Uri> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The text of a file with all files that it refers to below <c>$defs</c>; null when it refers to none of them. A reference
    /// that leads nowhere stays as it is.
    /// </summary>
    /// <param name="path">One of the files.</param>
    public string? Of(string path)
    {
        if (!Places.TryGetValue(path, out var place) || _files[place].DeepClone() is not JsonObject root)
        {
            return null;
        }
        _parts.Clear();
        Rewrite(root, BaseOf(root, place), _files[place], "#");
        if (_parts.Count == 0)
        {
            return null;
        }
        if (root["$defs"] is not JsonObject definitions)
        {
            root["$defs"] = definitions = [];
        }
        foreach (var (name, part) in _parts)
        {
            definitions[name] = part;
        }
        return root.ToJsonString();
    }

    // References in a part begin at the part's own root.
    private void Rewrite(JsonNode? node, Uri around, JsonNode origin, string root)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Rewrite(item, around, origin, root);
            }
        }
        else if (node is JsonObject value)
        {
            if (JsonSchemaDocument.Text(value, "$ref") is { } reference)
            {
                value["$ref"] = Inside(reference, around, origin, root);
            }
            foreach (var (key, child) in value)
            {
                if (key is not ("enum" or "const" or "default" or "examples"))
                {
                    Rewrite(child, around, origin, root);
                }
            }
        }
    }

    private string Inside(string reference, Uri around, JsonNode origin, string root)
    {
        if (!Uri.TryCreate(around, reference, out var target))
        {
            return reference;
        }
        var isOwn = reference.StartsWith('#');
        if (!_files.TryGetValue(Plain(target), out var file) && !isOwn)
        {
            return reference;
        }
        if (isOwn || file == origin || file is null)
        {
            return target.Fragment.Length < 2 || target.Fragment[1] == '/' ? root + target.Fragment.TrimStart('#') : target.Fragment;
        }
        var place = _files.First(entry => entry.Value == file).Key;
        var name = place.AbsolutePath.TrimStart('/');
        var inside = "#/$defs/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        if (!_parts.ContainsKey(name))
        {
            var part = file.DeepClone();
            _parts.Add(name, part);
            Rewrite(part, BaseOf(file, place), file, inside);
        }
        return target.Fragment.Length < 2 ? inside : target.Fragment[1] == '/' ? inside + target.Fragment[1..] : target.Fragment;
    }

    private static Uri BaseOf(JsonNode root, Uri place) =>
        (JsonSchemaDocument.Text(root, "$id") ?? JsonSchemaDocument.Text(root, "id")) is { } id && Uri.TryCreate(place, id, out var named)
            ? Plain(named)
            : place;

    private static Uri Plain(Uri uri) => uri.Fragment.Length == 0 ? uri : new Uri(uri.GetLeftPart(UriPartial.Query));

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Options);
        }
        catch (JsonException)
        {
            // Whoever reads the file tells what is wrong with it.
            return null;
        }
    }
}
