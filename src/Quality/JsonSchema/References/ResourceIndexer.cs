using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.References;

/// <summary>Finds the ids and anchors of a document, where its dialect has schemas and nowhere else.</summary>
internal sealed class ResourceIndexer(SchemaLibrary library, SchemaDocument document)
{
    /// <summary>Walks the document; found resources are added to the library.</summary>
    public void Index()
    {
        var dialect = library.DialectOf(document, document.Root, Dialect.Of(library.Options.Draft));
        var uri = IdOf(document.Root, dialect) is { } id ? document.RetrievalUri.Resolve(id) : document.RetrievalUri;
        var resource = AddResource(uri, document.Root, dialect);
        library.AddUri(document.RetrievalUri, resource, isId: false);
        Visit(new SchemaPlace(resource, "", document.Root, ""));
    }

    private void Visit(SchemaPlace place)
    {
        var dialect = place.Resource.Dialect;
        document.AddSchema(place.Value);
        if (place.Value.Kind != JsonKind.Object)
        {
            return;
        }
        AddAnchors(place);
        foreach (var (name, value) in place.Value.Members)
        {
            switch (KeywordTable.Find(name, dialect)?.Subschemas)
            {
                case Subschemas.Value when value.Kind == JsonKind.Array:
                case Subschemas.Items:
                    for (var i = 0; i < value.Items.Count; i++)
                    {
                        VisitBelow(place, value.Items[i], name, $"{i}");
                    }
                    break;
                case Subschemas.Value:
                    VisitBelow(place, value, name);
                    break;
                case Subschemas.Members:
                    foreach (var member in value.Members)
                    {
                        VisitBelow(place, member.Value, name, member.Name);
                    }
                    break;
            }
        }
    }

    private void VisitBelow(SchemaPlace around, JsonValue value, string keyword, params IEnumerable<string> tokens)
    {
        var dialect = library.DialectOf(document, value, around.Resource.Dialect);
        if (IdOf(value, dialect) is { } id)
        {
            Visit(new SchemaPlace(AddResource(around.Resource.Uri.Resolve(id), value, dialect), "", value, keyword));
            return;
        }
        Visit(around.Below(keyword, value, tokens.Prepend(keyword)));
    }

    // The id that begins a resource: one that is more than an anchor.
    private static UriReference? IdOf(JsonValue value, Dialect dialect)
    {
        if (value.FindText(dialect.IdKeyword) is not { } text || (dialect.IsBefore2019 && value.Find("$ref") is not null))
        {
            return null;
        }
        var id = UriReference.Parse(text);
        return id.WithoutFragment().ToString().Length == 0 ? null : id;
    }

    private SchemaResource AddResource(UriReference uri, JsonValue root, Dialect dialect)
    {
        var resource = new SchemaResource(document, uri.WithoutFragment(), root, dialect);
        document.Add(resource);
        library.AddUri(resource.Uri, resource, isId: true);
        return resource;
    }

    private void AddAnchors(SchemaPlace place)
    {
        var resource = place.Resource;
        if (resource.Dialect.IsBefore2019)
        {
            if (place.Value.Find("$ref") is null && place.Value.FindText(resource.Dialect.IdKeyword) is { } id
                && UriReference.Parse(id).Fragment is { Length: > 0 } fragment)
            {
                AddAnchor(place, fragment);
            }
            return;
        }
        if (place.Value.FindText("$anchor") is { } anchor)
        {
            AddAnchor(place, anchor);
        }
        if (resource.Dialect.Draft >= Draft.V202012 && place.Value.FindText("$dynamicAnchor") is { } dynamicAnchor)
        {
            AddAnchor(place, dynamicAnchor);
            resource.DynamicAnchors.Add(dynamicAnchor);
        }
    }

    private void AddAnchor(SchemaPlace place, string anchor)
    {
        if (!place.Resource.Anchors.TryAdd(anchor, place) && place.Resource.Anchors[anchor].Value != place.Value)
        {
            library.Report(ErrorCodes.SchemaIdentity, document, place.Value,
                $"the anchor '{anchor}' stands twice in one schema", "Rename one of them.");
        }
    }
}
