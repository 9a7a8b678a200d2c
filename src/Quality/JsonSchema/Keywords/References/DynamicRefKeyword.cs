using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.References;

namespace Lakehouse.Quality.JsonSchema.Keywords.References;

/// <summary>
/// The value satisfies another schema: where the reference leads to a dynamic anchor, the one that the outermost schema of
/// the evaluation has under that name.
/// </summary>
internal sealed class DynamicRefKeyword : Keyword
{
    private readonly Schema? _target;
    private readonly Dictionary<SchemaResource, Schema> _anchors = [];

    public DynamicRefKeyword(KeywordSite site)
        : base(site)
    {
        if (site.Resolve(site.Value.Text) is not { } place)
        {
            return;
        }
        _target = site.Compiler.Compile(place);
        var anchor = UriReference.Parse(site.Value.Text).Fragment ?? "";
        if (!place.Resource.DynamicAnchors.Contains(anchor) || place.Resource.Anchors[anchor].Value != place.Value)
        {
            return;
        }
        foreach (var resource in site.Compiler.Library.Resources.Where(r => r.DynamicAnchors.Contains(anchor)).ToList())
        {
            _anchors[resource] = site.Compiler.Compile(resource.Anchors[anchor]);
        }
    }

    public override IEnumerable<Schema> InPlace => _target is null || _anchors.Count > 0 ? [] : [_target];

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        if (_anchors.Count > 0)
        {
            for (var i = 0; i < state.Scope.Count; i++)
            {
                if (_anchors.TryGetValue(state.Scope[i], out var outermost))
                {
                    return outermost.Evaluate(value, state);
                }
            }
        }
        return _target!.Evaluate(value, state);
    }
}
