using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Applicators;

/// <summary>The value satisfies at least one schema of a list.</summary>
internal sealed class AnyOfKeyword(KeywordSite site) : Keyword(site)
{
    private readonly IReadOnlyList<Schema> _schemas = site.Schemas();

    public override IEnumerable<Schema> InPlace => _schemas;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var isValid = false;
        foreach (var schema in _schemas)
        {
            isValid |= state.Probe(schema, value);
            if (isValid && !state.NeedsAll)
            {
                break;
            }
        }
        return isValid || state.Fail(this, $"must satisfy one of {_schemas.Count} schemas, and satisfies none");
    }
}
