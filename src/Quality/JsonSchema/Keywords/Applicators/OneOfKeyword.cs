using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Applicators;

/// <summary>The value satisfies exactly one schema of a list.</summary>
internal sealed class OneOfKeyword(KeywordSite site) : Keyword(site)
{
    private readonly IReadOnlyList<Schema> _schemas = site.Schemas();

    public override IEnumerable<Schema> InPlace => _schemas;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        var satisfied = 0;
        foreach (var schema in _schemas)
        {
            satisfied += state.Probe(schema, value) ? 1 : 0;
            if (satisfied > 1 && state.IsProbing)
            {
                break;
            }
        }
        return satisfied == 1
            || state.Fail(this, $"must satisfy exactly one of {_schemas.Count} schemas, and satisfies {(satisfied == 0 ? "none" : $"{satisfied}")}");
    }
}
