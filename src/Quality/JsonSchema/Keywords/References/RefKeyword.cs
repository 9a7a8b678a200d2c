using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.References;

/// <summary>The value satisfies another schema.</summary>
internal sealed class RefKeyword : Keyword
{
    private readonly Schema? _target;

    public RefKeyword(KeywordSite site)
        : base(site) => _target = site.Resolve(site.Value.Text) is { } place ? site.Compiler.Compile(place) : null;

    public override IEnumerable<Schema> InPlace => _target is null ? [] : [_target];

    public override bool IsTrivial => _target is { IsTrivial: true };

    public override bool Evaluate(JsonValue value, EvaluationState state) => _target!.Evaluate(value, state);
}
