using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Arrays;

/// <summary>The first elements of an array satisfy a schema each.</summary>
internal sealed class PrefixItemsKeyword(KeywordSite site) : Keyword(site)
{
    private readonly IReadOnlyList<Schema> _schemas = site.Schemas();

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        for (var i = 0; i < _schemas.Count && i < value.Items.Count; i++)
        {
            isValid &= state.OnItem(_schemas[i], value.Items[i], i);
            state.Marks?.Mark(i);
        }
        return isValid;
    }
}
