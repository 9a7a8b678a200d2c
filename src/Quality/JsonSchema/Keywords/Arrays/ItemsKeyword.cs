using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Arrays;

/// <summary>All elements of an array from a place on satisfy a schema.</summary>
internal sealed class ItemsKeyword(KeywordSite site, int first) : Keyword(site)
{
    private readonly Schema _schema = site.Schema();

    public override bool IsTrivial => _schema.IsTrivial;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        for (var i = first; i < value.Items.Count; i++)
        {
            isValid &= state.OnItem(_schema, value.Items[i], i);
            if (!isValid && state.IsProbing)
            {
                break;
            }
            state.Marks?.Mark(i);
        }
        return isValid;
    }
}
