using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Applicators;

/// <summary>Which of two schemas the value has to satisfy follows from a third.</summary>
internal sealed class IfKeyword(KeywordSite site) : Keyword(site)
{
    private readonly Schema _condition = site.Schema();
    private readonly Schema? _then = site.SchemaOf("then");
    private readonly Schema? _else = site.SchemaOf("else");

    public override IEnumerable<Schema> InPlace => new[] { _condition, _then, _else }.OfType<Schema>();

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        if (_then is null && _else is null && !state.NeedsAll)
        {
            return true;
        }
        var branch = state.Probe(_condition, value) ? _then : _else;
        return branch is null || branch.Evaluate(value, state);
    }
}
