using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.References;

/// <summary>A schema with a URI of its own, and the anchors in it.</summary>
internal sealed class SchemaResource(SchemaDocument document, UriReference uri, JsonValue root, Dialect dialect)
{
    public SchemaDocument Document { get; } = document;

    public UriReference Uri { get; } = uri;

    public JsonValue Root { get; } = root;

    public Dialect Dialect { get; } = dialect;

    /// <summary>Places by anchor, dynamic ones too.</summary>
    public Dictionary<string, SchemaPlace> Anchors { get; } = new(StringComparer.Ordinal);

    public HashSet<string> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    public bool IsRecursiveAnchor => Dialect.Draft == Draft.V201909 && Root.Find("$recursiveAnchor") is { IsTrue: true };

    /// <summary>The URI as it is told: files by their paths.</summary>
    public string DisplayUri { get; } = uri.Scheme == SchemaDocument.FileScheme ? uri.Path.TrimStart('/') : uri.ToString();

    public SchemaPlace Place(string name) => new(this, "", Root, name);
}
