using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Formats;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Texts;

/// <summary>A text is of a well-known form; tells so, or asks for it.</summary>
internal sealed class FormatKeyword : Keyword
{
    private readonly string _name;
    private readonly string _json;
    private readonly Func<string, bool>? _holds;

    public FormatKeyword(KeywordSite site)
        : base(site)
    {
        _name = site.Value.Text;
        _json = JsonWriting.Write(site.Value);
        var isAsserted = site.Options.AssertFormats || site.Dialect.Vocabularies.HasFlag(Vocabulary.FormatAssertion);
        _holds = isAsserted ? FormatTable.Find(_name, site.Dialect.Draft) : null;
    }

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        state.Annotate(this, _json);
        return _holds is null || value.Kind != JsonKind.Text || _holds(value.Text) || state.Fail(this, $"must be of the format {_name}");
    }
}
