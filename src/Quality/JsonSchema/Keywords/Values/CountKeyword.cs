using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Values;

/// <summary>A value has at least or at most so many of something.</summary>
internal abstract class CountKeyword(KeywordSite site, bool isLeast, string unit) : Keyword(site)
{
    private readonly int _limit = site.Value.Kind == JsonKind.Number ? site.Value.Number.ToCount() ?? 0 : 0;

    public override bool Evaluate(JsonValue value, EvaluationState state) =>
        CountOf(value) is not { } count || (isLeast ? count >= _limit : count <= _limit)
        || state.Fail(this, $"must have at {(isLeast ? "least" : "most")} {_limit} {unit}{(_limit == 1 ? "" : "s")}");

    /// <summary>How many there are; null when the keyword says nothing of the value.</summary>
    protected abstract int? CountOf(JsonValue value);
}
