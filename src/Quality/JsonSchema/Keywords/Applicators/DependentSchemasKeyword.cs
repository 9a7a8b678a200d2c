using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Applicators;

/// <summary>An object with a certain member satisfies a schema.</summary>
internal sealed class DependentSchemasKeyword(KeywordSite site) : Keyword(site)
{
    private readonly IReadOnlyList<(string Name, Schema Schema)> _schemas =
        [.. site.Value.Members.Select(member => (member.Name, site.SchemaAt(member)))];

    public override IEnumerable<Schema> InPlace => _schemas.Select(dependent => dependent.Schema);

    public override IEnumerable<string> Members => _schemas.Select(dependent => dependent.Name);

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        foreach (var (name, schema) in _schemas)
        {
            isValid &= value.Find(name) is null || schema.Evaluate(value, state);
        }
        return isValid;
    }
}
