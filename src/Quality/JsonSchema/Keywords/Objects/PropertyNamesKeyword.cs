using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Objects;

/// <summary>The names of all members satisfy a schema.</summary>
internal sealed class PropertyNamesKeyword(KeywordSite site) : Keyword(site)
{
    private readonly Schema _schema = site.Schema();

    public override IEnumerable<string>? Members => null;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        foreach (var (name, _) in value.Members)
        {
            isValid &= state.OnOther(_schema, new JsonValue(JsonKind.Text, 0) { Text = name });
        }
        return isValid;
    }
}
