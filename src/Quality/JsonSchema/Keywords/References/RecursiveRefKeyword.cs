using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.References;

namespace Lakehouse.Quality.JsonSchema.Keywords.References;

/// <summary>The value satisfies the schema at hand again, or the outermost one that takes its place (2019-09).</summary>
internal sealed class RecursiveRefKeyword : Keyword
{
    private readonly Schema? _target;
    private readonly Dictionary<SchemaResource, Schema> _roots = [];

    public RecursiveRefKeyword(KeywordSite site)
        : base(site)
    {
        if (site.Resolve(site.Value.Text) is not { } place)
        {
            return;
        }
        _target = site.Compiler.Compile(place);
        if (place.Resource.IsRecursiveAnchor)
        {
            foreach (var resource in site.Compiler.Library.Resources.Where(r => r.IsRecursiveAnchor).ToList())
            {
                _roots[resource] = site.Compiler.Compile(resource.Place(Name));
            }
        }
    }

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        for (var i = 0; i < state.Scope.Count && _roots.Count > 0; i++)
        {
            if (_roots.TryGetValue(state.Scope[i], out var outermost))
            {
                return outermost.Evaluate(value, state);
            }
        }
        return _target!.Evaluate(value, state);
    }
}
