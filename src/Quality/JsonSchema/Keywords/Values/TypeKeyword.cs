using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Values;

/// <summary>The value is of one of the types listed.</summary>
internal sealed class TypeKeyword(KeywordSite site) : Keyword(site)
{
    private readonly IReadOnlyList<string> _types =
        site.Value.Kind == JsonKind.Array ? [.. site.Value.Items.Select(item => item.Text)] : [site.Value.Text];
    private readonly bool _integersAreWritten = site.Dialect.Draft == Draft.V4;

    public override bool Evaluate(JsonValue value, EvaluationState state)
    {
        for (var i = 0; i < _types.Count; i++)
        {
            if (Is(value, _types[i]))
            {
                return true;
            }
        }
        return state.Fail(this, $"must be {string.Join(" or ", _types.Select(Describe))}");
    }

    private bool Is(JsonValue value, string type) => type switch
    {
        "object" => value.Kind == JsonKind.Object,
        "array" => value.Kind == JsonKind.Array,
        "string" => value.Kind == JsonKind.Text,
        "number" => value.Kind == JsonKind.Number,
        "integer" => value.Kind == JsonKind.Number && IsInteger(value),
        "boolean" => value.Kind == JsonKind.Boolean,
        "null" => value.Kind == JsonKind.Null,
        _ => false,
    };

    // In draft 4 an integer is a number without a fraction or exponent part, later one whose value is whole.
    private bool IsInteger(JsonValue value) =>
        value.Text.AsSpan().IndexOfAny(".eE") < 0 || (!_integersAreWritten && value.Number.IsInteger);

    private static string Describe(string type) => type switch
    {
        "object" or "array" or "integer" => $"an {type}",
        "null" => type,
        _ => $"a {type}",
    };
}
