using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Objects;

/// <summary>Members of certain names satisfy their schemas.</summary>
internal sealed class PropertiesKeyword(KeywordSite site) : Keyword(site)
{
    private readonly Dictionary<string, Schema> _schemas =
        site.Value.Members.ToDictionary(member => member.Name, site.SchemaAt, StringComparer.Ordinal);

    public override bool IsTrivial => _schemas.Values.All(schema => schema.IsTrivial);

    public override IEnumerable<string> Members => _schemas.Keys;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        for (var i = 0; i < value.Members.Count; i++)
        {
            if (!_schemas.TryGetValue(value.Members[i].Name, out var schema))
            {
                continue;
            }
            isValid &= state.OnMember(schema, value.Members[i]);
            if (!isValid && state.IsProbing)
            {
                break;
            }
            state.Marks?.Mark(i);
        }
        return isValid;
    }
}
