using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Values;

/// <summary>The value equals another.</summary>
internal sealed class ConstKeyword(KeywordSite site) : Keyword(site)
{
    private readonly JsonValue _value = site.Value;
    private readonly string _shown = JsonWriting.Write(site.Value);

    public override IEnumerable<string>? Members => _value.HasObjects ? null : [];

    public override bool Evaluate(JsonValue value, EvaluationState state) =>
        JsonEquality.Instance.Equals(_value, value) || state.Fail(this, $"must be {_shown}");
}
