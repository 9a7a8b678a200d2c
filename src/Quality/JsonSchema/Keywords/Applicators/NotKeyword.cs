using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Applicators;

/// <summary>The value does not satisfy a schema.</summary>
internal sealed class NotKeyword(KeywordSite site) : Keyword(site)
{
    private readonly Schema _schema = site.Schema();

    public override IEnumerable<Schema> InPlace => [_schema];

    public override bool Evaluate(JsonValue value, EvaluationState state) =>
        !state.Probe(_schema, value) || state.Fail(this, "must not satisfy the schema");
}
