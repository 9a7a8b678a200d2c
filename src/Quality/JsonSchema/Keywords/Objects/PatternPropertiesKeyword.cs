using System.Text.RegularExpressions;
using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.Patterns;

namespace Lakehouse.Quality.JsonSchema.Keywords.Objects;

/// <summary>Members whose names match a pattern satisfy its schema.</summary>
internal sealed class PatternPropertiesKeyword(KeywordSite site) : Keyword(site)
{
    private readonly IReadOnlyList<(Regex? Pattern, Schema Schema)> _schemas =
        [.. site.Value.Members.Select(member => (site.Pattern(member.Name), site.SchemaAt(member)))];

    public override IEnumerable<string>? Members => null;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        for (var i = 0; i < value.Members.Count; i++)
        {
            foreach (var (pattern, schema) in _schemas)
            {
                if (EcmaPattern.IsFound(pattern!, value.Members[i].Name, state))
                {
                    isValid &= state.OnMember(schema, value.Members[i]);
                    state.Marks?.Mark(i);
                }
            }
        }
        return isValid;
    }
}
