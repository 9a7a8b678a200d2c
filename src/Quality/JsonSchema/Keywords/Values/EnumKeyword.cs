using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Values;

/// <summary>The value equals one of those listed.</summary>
internal sealed class EnumKeyword(KeywordSite site) : Keyword(site)
{
    private const int Shown = 12;

    private readonly HashSet<JsonValue> _values = new(site.Value.Items, JsonEquality.Instance);
    private readonly string _shown = string.Join(", ", site.Value.Items.Take(Shown).Select(JsonWriting.Write))
        + (site.Value.Items.Count > Shown ? $" and {site.Value.Items.Count - Shown} more" : "");

    public override IEnumerable<string>? Members => _values.Any(value => value.HasObjects) ? null : [];

    public override bool Evaluate(JsonValue value, EvaluationState state) =>
        _values.Contains(value) || state.Fail(this, $"must be one of: {_shown}");
}
