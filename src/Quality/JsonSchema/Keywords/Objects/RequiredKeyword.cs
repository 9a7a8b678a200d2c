using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Objects;

/// <summary>An object has certain members.</summary>
internal sealed class RequiredKeyword(KeywordSite site) : Keyword(site)
{
    private readonly IReadOnlyList<string> _names = [.. site.Value.Items.Select(item => item.Text).Where(name => !site.IsColumn(name))];

    public override bool IsTrivial => _names.Count == 0;

    public override IEnumerable<string> Members => _names;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        for (var i = 0; i < _names.Count && value.Kind == JsonKind.Object; i++)
        {
            if (value.Find(_names[i]) is null)
            {
                isValid = state.FailMember(this, _names[i], $"'{_names[i]}' is missing");
            }
        }
        return isValid;
    }
}
