using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Objects;

/// <summary>Members that no other keyword has evaluated satisfy a schema.</summary>
internal sealed class UnevaluatedPropertiesKeyword(KeywordSite site) : Keyword(site)
{
    private readonly Schema _schema = site.Schema();

    public override IEnumerable<string>? Members => null;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        for (var i = 0; i < value.Members.Count; i++)
        {
            if (!state.Marks!.IsMarked(i))
            {
                isValid &= state.OnMember(_schema, value.Members[i]);
                state.Marks.Mark(i);
            }
        }
        return isValid;
    }
}
