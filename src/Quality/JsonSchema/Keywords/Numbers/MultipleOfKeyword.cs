using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Numbers;

/// <summary>A number is a multiple of a step, exactly.</summary>
internal sealed class MultipleOfKeyword(KeywordSite site) : Keyword(site)
{
    private readonly JsonValue _step = site.Value;

    public override bool Evaluate(JsonValue value, EvaluationState state) =>
        value.Kind != JsonKind.Number || value.Number.IsMultipleOf(_step.Number)
        || state.Fail(this, $"must be a multiple of {_step.Text}");
}
