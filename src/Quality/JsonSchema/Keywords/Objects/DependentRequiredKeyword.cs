using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Objects;

/// <summary>An object with a certain member has other members too.</summary>
internal sealed class DependentRequiredKeyword(KeywordSite site) : Keyword(site)
{
    private readonly IReadOnlyList<(string Name, IReadOnlyList<string> Needed)> _dependencies =
        [.. site.Value.Members.Select(member => (member.Name, (IReadOnlyList<string>)[.. member.Value.Items.Select(item => item.Text)]))];

    public override IEnumerable<string> Members =>
        _dependencies.SelectMany(dependency => dependency.Needed.Prepend(dependency.Name));

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        foreach (var (name, needed) in _dependencies)
        {
            if (value.Find(name) is null)
            {
                continue;
            }
            foreach (var missing in needed.Where(other => value.Find(other) is null))
            {
                isValid = state.FailMember(this, missing, $"'{missing}' is missing, which '{name}' needs");
            }
        }
        return isValid;
    }
}
