using System.Text;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.References;

/// <summary>A file with a schema, and the resources in it.</summary>
internal sealed class SchemaDocument
{
    /// <summary>Scheme of the URIs of the project's files.</summary>
    public const string FileScheme = "project";

    private readonly byte[] _text;
    private readonly HashSet<JsonValue> _schemas = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<JsonValue, SchemaResource> _resources = new(ReferenceEqualityComparer.Instance);

    public SchemaDocument(SchemaFile file)
    {
        Path = file.Path;
        var uri = UriReference.Parse(file.Path);
        RetrievalUri = uri.IsAbsolute ? uri.WithoutFragment() : UriReference.Parse($"{FileScheme}:///{file.Path}").WithoutFragment();
        _text = Encoding.UTF8.GetBytes(file.Text);
        Root = JsonText.Parse(_text);
    }

    public string Path { get; }

    public UriReference RetrievalUri { get; }

    public JsonValue Root { get; }

    /// <summary>The resource that begins at a value, or null.</summary>
    public SchemaResource? ResourceAt(JsonValue value) => _resources.GetValueOrDefault(value);

    /// <summary>Whether a value is a schema by its place in the document.</summary>
    public bool IsSchema(JsonValue value) => _schemas.Contains(value);

    public void AddSchema(JsonValue value) => _schemas.Add(value);

    public void Add(SchemaResource resource) => _resources[resource.Root] = resource;

    public FilePosition PositionOf(JsonValue value) => PositionOf(value.Offset);

    public FilePosition PositionOf(int offset)
    {
        var before = _text.AsSpan(0, Math.Min(offset, _text.Length));
        var line = before.Count((byte)'\n') + 1;
        return new FilePosition(Path, line, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }
}
