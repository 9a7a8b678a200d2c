using System.Text.Json;
using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.MetaSchemas;

namespace Lakehouse.Quality.JsonSchema.References;

/// <summary>The documents that references can lead to, and what their URIs are.</summary>
internal sealed class SchemaLibrary
{
    private readonly Dictionary<string, SchemaDocument> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (SchemaDocument Document, JsonValue Root)> _metaSchemas = new(StringComparer.Ordinal);
    private readonly HashSet<Draft> _standards = [];

    public SchemaLibrary(IEnumerable<SchemaFile> files, SchemaOptions options, ProblemList problems)
    {
        Options = options;
        Problems = problems;
        foreach (var file in files)
        {
            Load(file);
        }
        foreach (var document in _documents.Values)
        {
            new ResourceIndexer(this, document).Index();
        }
    }

    public SchemaOptions Options { get; }

    public ProblemList Problems { get; }

    public IEnumerable<SchemaResource> Resources => _resources.Values.Distinct();

    /// <summary>The document of a file.</summary>
    public SchemaDocument? Find(string path) => _documents.GetValueOrDefault(path);

    public SchemaResource? FindResource(string uri) => _resources.GetValueOrDefault(uri);

    public void AddUri(UriReference uri, SchemaResource resource, bool isId)
    {
        var text = uri.ToString();
        if (!_resources.TryAdd(text, resource) && isId && _resources[text].Root != resource.Root)
        {
            Report(ErrorCodes.SchemaIdentity, resource.Document, resource.Root,
                $"the id '{text}' is also that of a schema in {_resources[text].Document.Path}", "Give one of them another id.");
        }
    }

    /// <summary>The dialect that a schema names, or else that of the schema around it.</summary>
    public Dialect DialectOf(SchemaDocument document, JsonValue schema, Dialect around)
    {
        if (schema.FindText("$schema") is not { } text)
        {
            return around;
        }
        var uri = UriReference.Parse(text) is { Fragment: "" } parsed ? parsed.WithoutFragment().ToString() : text;
        if (uri == Dialect.SelfDescribing)
        {
            return Dialect.Of(Draft.V4);
        }
        if (Dialect.Standard.TryGetValue(uri, out var standard))
        {
            return standard;
        }
        if (_metaSchemas.TryGetValue(uri, out var custom) && custom.Root != schema)
        {
            var dialect = DialectOf(custom.Document, custom.Root, around)
                .With(uri, custom.Root.Find("$vocabulary"), out var unknown);
            if (unknown is not null)
            {
                Report(ErrorCodes.SchemaDraft, document, schema, $"its metaschema needs the vocabulary '{unknown}'",
                    "This vocabulary is not known; use a metaschema without it.");
            }
            return dialect;
        }
        Report(ErrorCodes.SchemaDraft, document, schema.Find("$schema")!, $"'{text}' is no known draft or metaschema of the project",
            NameGuess.Suggest(text, [.. Dialect.Standard.Keys]));
        return around;
    }

    /// <summary>What a reference names, seen from a resource; else null and the reason.</summary>
    public SchemaPlace? Resolve(SchemaResource from, string reference, out string reason)
    {
        var parsed = UriReference.Parse(reference);
        var uri = from.Uri.Resolve(parsed);
        var resource = Resource(uri);
        // A file may have an id elsewhere and still name its neighbours by their paths.
        resource ??= parsed.IsAbsolute ? null : Resource(from.Document.RetrievalUri.Resolve(parsed));
        if (resource is null)
        {
            reason = $"there is no schema '{uri.WithoutFragment()}'";
            return null;
        }
        var fragment = Uri.UnescapeDataString(uri.Fragment ?? "");
        var place = fragment.Length == 0 ? resource.Place("$ref")
            : fragment[0] == '/' ? Follow(resource, fragment)
            : resource.Anchors.GetValueOrDefault(fragment);
        reason = place is null ? $"the schema has no '#{fragment}'" : "";
        return place;
    }

    public void Report(string code, SchemaDocument document, JsonValue value, string message, string suggestion) =>
        Problems.Add(code, document.PositionOf(value), message, suggestion);

    private SchemaResource? Resource(UriReference uri)
    {
        var text = uri.WithoutFragment().ToString();
        if (_resources.TryGetValue(text, out var resource))
        {
            return resource;
        }
        if (StandardSchemas.DraftOf(text) is { } draft && _standards.Add(draft))
        {
            foreach (var document in StandardSchemas.Documents(draft).Select(file => new SchemaDocument(file)))
            {
                new ResourceIndexer(this, document).Index();
            }
        }
        return _resources.GetValueOrDefault(text);
    }

    private static SchemaPlace? Follow(SchemaResource resource, string pointer)
    {
        var place = resource.Place("$ref");
        foreach (var token in pointer.Split('/').Skip(1))
        {
            var name = JsonPointer.Unescape(token);
            if (JsonPointer.Step(place.Value, name) is not { } next)
            {
                return null;
            }
            place = place.Below("$ref", next, name);
        }
        return place;
    }

    private void Load(SchemaFile file)
    {
        try
        {
            var document = new SchemaDocument(file);
            _documents[file.Path] = document;
            _metaSchemas[document.RetrievalUri.ToString()] = (document, document.Root);
            if (document.Root.FindText("$id") is { } id)
            {
                _metaSchemas[document.RetrievalUri.Resolve(UriReference.Parse(id)).WithoutFragment().ToString()] = (document, document.Root);
            }
        }
        catch (JsonException e)
        {
            var position = new FilePosition(file.Path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            Problems.Add(ErrorCodes.SchemaSyntax, position,
                $"the file is not JSON: {e.Message.Split(" LineNumber")[0]}", "Correct the line.");
        }
    }
}
