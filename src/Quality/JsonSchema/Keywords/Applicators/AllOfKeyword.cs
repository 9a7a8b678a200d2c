using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Applicators;

/// <summary>The value satisfies every schema of a list.</summary>
internal sealed class AllOfKeyword(KeywordSite site) : Keyword(site)
{
    private readonly IReadOnlyList<Schema> _schemas = site.Schemas();

    public override IEnumerable<Schema> InPlace => _schemas;

    public override bool IsTrivial => _schemas.All(schema => schema.IsTrivial);

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = true;
        foreach (var schema in _schemas)
        {
            isValid &= schema.Evaluate(value, state);
            if (!isValid && state.IsProbing)
            {
                break;
            }
        }
        return isValid;
    }
}
