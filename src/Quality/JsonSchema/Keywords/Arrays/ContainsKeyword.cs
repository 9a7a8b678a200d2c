using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Arrays;

/// <summary>A number of elements of an array satisfies a schema: at least one, unless said otherwise.</summary>
internal sealed class ContainsKeyword(KeywordSite site) : Keyword(site)
{
    private readonly Schema _schema = site.Schema();
    private readonly int _least = site.Sibling("minContains")?.Number.ToCount() ?? 1;
    private readonly int? _most = site.Sibling("maxContains")?.Number.ToCount();
    private readonly bool _marks = site.Dialect.Draft >= Draft.V202012;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        if (value.Kind != JsonKind.Array)
        {
            return true;
        }
        var count = 0;
        for (var i = 0; i < value.Items.Count; i++)
        {
            if (!state.ProbeItem(_schema, value.Items[i], i))
            {
                continue;
            }
            count++;
            if (_marks)
            {
                state.Marks?.Mark(i);
            }
        }
        return (count >= _least && !(count > _most))
            || state.Fail(this, count < _least
                ? $"must hold at least {_least} element{(_least == 1 ? "" : "s")} that satisfy the schema"
                : $"must hold at most {_most} element{(_most == 1 ? "" : "s")} that satisfy the schema");
    }
}
