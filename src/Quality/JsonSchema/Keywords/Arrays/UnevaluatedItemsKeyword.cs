using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Arrays;

/// <summary>Elements that no other keyword has evaluated satisfy a schema.</summary>
internal sealed class UnevaluatedItemsKeyword(KeywordSite site) : Keyword(site)
{
    private readonly Schema _schema = site.Schema();

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        for (var i = 0; i < value.Items.Count; i++)
        {
            if (!state.Marks!.IsMarked(i))
            {
                isValid &= state.OnItem(_schema, value.Items[i], i);
                state.Marks.Mark(i);
            }
        }
        return isValid;
    }
}
