using Lakehouse.Quality.JsonSchema.Columns;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.Keywords.Arrays;
using Lakehouse.Quality.JsonSchema.Keywords.Objects;
using Lakehouse.Quality.JsonSchema.Keywords.Values;
using Lakehouse.Quality.JsonSchema.References;

namespace Lakehouse.Quality.JsonSchema.Compilation;

/// <summary>Makes schemas ready to evaluate: each place once, references to the very same object.</summary>
internal sealed class SchemaCompiler(SchemaLibrary library, MetaSchemaCheck check, ProblemList problems, ColumnCover? cover = null)
{
    private const int NoField = -2;

    private readonly Dictionary<(JsonValue Value, int Field), Schema> _compiled = [];
    private readonly SortedSet<string> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<Schema, SchemaPlace> _places = [];

    public SchemaLibrary Library => library;

    public ProblemList Problems => problems;

    public SchemaOptions Options => library.Options;

    /// <summary>Everything the schemas ask for, in a fixed order.</summary>
    public IReadOnlyCollection<string> Facts => _facts;

    public IReadOnlyCollection<Schema> Schemas => _compiled.Values;

    public Schema Compile(SchemaPlace place)
    {
        var key = (place.Value, place.Field?.Id ?? NoField);
        if (_compiled.TryGetValue(key, out var known))
        {
            return known;
        }
        var schema = new Schema(place.Name, place.Location, place.Resource) { IsFalse = place.Value.IsFalse };
        _compiled.Add(key, schema);
        _places.Add(schema, place);
        if (!IsSound(place))
        {
            return schema;
        }
        var keywords = CreateKeywords(place);
        schema.AsksUnevaluated = keywords.Exists(IsLast);
        schema.Keywords = [.. keywords.Where(keyword => !IsLast(keyword)), .. keywords.Where(IsLast)];
        schema.IsComplete = true;
        if (keywords.Count > 0)
        {
            AddFacts(place);
        }
        return schema;
    }

    public void ReportLoop(Schema schema)
    {
        var place = _places[schema];
        Problems.Add(ErrorCodes.SchemaLoop, place.Resource.Document.PositionOf(place.Value),
            $"{place.Pointer}: the schema refers to itself on the same value, without end",
            "Put a keyword such as 'properties' or 'items' between them.");
    }

    // Documents are judged as a whole, and by themselves the schemas that only a pointer makes schemas.
    private bool IsSound(SchemaPlace place)
    {
        var document = place.Resource.Document;
        var isWhole = check.Holds(document.ResourceAt(document.Root)!, document.Root, problems)
            && check.Holds(place.Resource, place.Resource.Root, problems);
        return isWhole && (document.IsSchema(place.Value) || check.Holds(place.Resource, place.Value, problems));
    }

    private List<Keyword> CreateKeywords(SchemaPlace place)
    {
        var keywords = new List<Keyword>();
        var dialect = place.Resource.Dialect;
        var onlyReference = dialect.IsBefore2019 && place.Value.Find("$ref") is not null;
        foreach (var (name, value) in place.Value.Members)
        {
            if ((onlyReference && name != "$ref") || cover?.Covers(place, name) == true)
            {
                continue;
            }
            var site = new KeywordSite(this, place, name, value);
            var keyword = KeywordTable.Find(name, dialect) is { } rule
                ? rule.Create?.Invoke(site)
                : Options.Annotations && !dialect.IsBefore2019 ? AnnotationKeyword.OfAny(site) : null;
            if (keyword is not null && !(cover is { MayDropTrivial: true } && keyword.IsTrivial))
            {
                keywords.Add(keyword);
            }
        }
        return keywords;
    }

    // What a schema asks for, not what it only tells. The schemas below it add their own.
    private void AddFacts(SchemaPlace place)
    {
        foreach (var (name, value) in place.Value.Members)
        {
            if (cover?.Covers(place, name) != true && KeywordTable.Asks(name, place.Resource.Dialect))
            {
                var said = KeywordTable.HasSchemas(name)
                    ? string.Join(',', value.Members.Select(member => member.Name))
                    : JsonWriting.Write(value);
                _facts.Add($"{place.LocationOf(name)} {said}");
            }
        }
    }

    private static bool IsLast(Keyword keyword) => keyword is UnevaluatedItemsKeyword or UnevaluatedPropertiesKeyword;
}
