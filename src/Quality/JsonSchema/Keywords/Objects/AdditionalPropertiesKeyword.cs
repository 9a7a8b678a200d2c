using System.Text.RegularExpressions;
using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.Patterns;

namespace Lakehouse.Quality.JsonSchema.Keywords.Objects;

/// <summary>Members that neither <c>properties</c> nor <c>patternProperties</c> know satisfy a schema.</summary>
internal sealed class AdditionalPropertiesKeyword(KeywordSite site) : Keyword(site)
{
    private readonly Schema _schema = site.Schema();
    private readonly HashSet<string> _names = [.. (site.Sibling("properties")?.Members ?? []).Select(member => member.Name)];
    private readonly IReadOnlyList<Regex> _patterns =
        [.. (site.Sibling("patternProperties")?.Members ?? []).Select(member => site.Pattern(member.Name)).OfType<Regex>()];

    public override IEnumerable<string>? Members => null;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        for (var i = 0; i < value.Members.Count; i++)
        {
            var member = value.Members[i];
            if (_names.Contains(member.Name) || _patterns.Any(pattern => EcmaPattern.IsFound(pattern, member.Name, state)))
            {
                continue;
            }
            isValid &= state.OnMember(_schema, member);
            if (!isValid && state.IsProbing)
            {
                break;
            }
            state.Marks?.Mark(i);
        }
        return isValid;
    }
}
