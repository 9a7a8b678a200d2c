using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Arrays;

/// <summary>No element of an array equals another.</summary>
internal sealed class UniqueItemsKeyword(KeywordSite site) : Keyword(site)
{
    public override IEnumerable<string>? Members => null;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var seen = new HashSet<JsonValue>(JsonEquality.Instance);
        return value.Items.Count < 2 || value.Items.All(seen.Add) || state.Fail(this, "must not hold an element twice");
    }
}
