using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Compilation;

/// <summary>Which keywords a schema knows, and in the sense of which draft.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Vocabularies">The groups of keywords.</param>
/// <param name="MetaSchema">URI of the metaschema that schemas of the dialect satisfy.</param>
internal sealed record Dialect(Draft Draft, Vocabulary Vocabularies, string MetaSchema)
{
    private static readonly Dictionary<string, Vocabulary> Names = new()
    {
        ["core"] = Vocabulary.Core,
        ["applicator"] = Vocabulary.Applicator,
        ["unevaluated"] = Vocabulary.Unevaluated,
        ["validation"] = Vocabulary.Validation,
        ["meta-data"] = Vocabulary.Notes,
        ["format"] = Vocabulary.FormatAnnotation,
        ["format-annotation"] = Vocabulary.FormatAnnotation,
        ["format-assertion"] = Vocabulary.FormatAssertion,
        ["content"] = Vocabulary.Content,
    };

    public static readonly IReadOnlyDictionary<string, Dialect> Standard = new[]
    {
        new Dialect(Draft.V4, Vocabulary.All, "http://json-schema.org/draft-04/schema"),
        new Dialect(Draft.V6, Vocabulary.All, "http://json-schema.org/draft-06/schema"),
        new Dialect(Draft.V7, Vocabulary.All, "http://json-schema.org/draft-07/schema"),
        new Dialect(Draft.V201909, Vocabulary.All, "https://json-schema.org/draft/2019-09/schema"),
        new Dialect(Draft.V202012, Vocabulary.All, "https://json-schema.org/draft/2020-12/schema"),
    }.ToDictionary(dialect => dialect.MetaSchema);

    /// <summary>The metaschema of self-describing schemas, which are of draft 4.</summary>
    public const string SelfDescribing = "http://iglucentral.com/schemas/com.snowplowanalytics.self-desc/schema/jsonschema/1-0-0";

    public string IdKeyword => Draft == Draft.V4 ? "id" : "$id";

    /// <summary>Whether a reference makes its siblings void, and anchors are written as ids.</summary>
    public bool IsBefore2019 => Draft < Draft.V201909;

    public static Dialect Of(Draft draft) => Standard.Values.First(dialect => dialect.Draft == draft);

    /// <summary>The dialect that a metaschema of this one's draft describes; <paramref name="unknown"/> must be understood but is not.</summary>
    public Dialect With(string metaSchema, JsonValue? vocabularies, out string? unknown)
    {
        unknown = null;
        if (vocabularies is null || IsBefore2019)
        {
            return this with { MetaSchema = metaSchema };
        }
        var known = Vocabulary.Core;
        var prefix = Draft == Draft.V201909 ? "https://json-schema.org/draft/2019-09/vocab/" : "https://json-schema.org/draft/2020-12/vocab/";
        foreach (var (uri, isRequired) in vocabularies.Members)
        {
            if (uri.StartsWith(prefix, StringComparison.Ordinal) && Names.TryGetValue(uri[prefix.Length..], out var vocabulary))
            {
                known |= vocabulary;
            }
            else if (isRequired.IsTrue)
            {
                unknown ??= uri;
            }
        }
        // In 2019-09 the applicators include what later became a vocabulary of its own.
        if (Draft == Draft.V201909 && known.HasFlag(Vocabulary.Applicator))
        {
            known |= Vocabulary.Unevaluated;
        }
        return new Dialect(Draft, known, metaSchema);
    }
}
