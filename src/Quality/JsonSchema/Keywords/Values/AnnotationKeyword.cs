using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Values;

/// <summary>Says something about values, and asks for nothing.</summary>
internal sealed class AnnotationKeyword : Keyword
{
    private readonly string _json;
    private readonly bool _ofTextOnly;

    private AnnotationKeyword(KeywordSite site, bool ofTextOnly)
        : base(site) => (_json, _ofTextOnly) = (JsonWriting.Write(site.Value), ofTextOnly);

    public static AnnotationKeyword? OfAny(KeywordSite site) => site.Options.Annotations ? new(site, false) : null;

    public static AnnotationKeyword? OfText(KeywordSite site) => site.Options.Annotations ? new(site, true) : null;

    /// <summary>The schema of what a text holds says nothing without its media type.</summary>
    public static AnnotationKeyword? OfContent(KeywordSite site) =>
        site.Sibling("contentMediaType") is null ? null : OfText(site);

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        if (!_ofTextOnly || value.Kind == JsonKind.Text)
        {
            state.Annotate(this, _json);
        }
        return true;
    }
}
