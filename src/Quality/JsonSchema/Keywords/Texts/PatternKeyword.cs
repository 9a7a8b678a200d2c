using System.Text.RegularExpressions;
using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.Patterns;

namespace Lakehouse.Quality.JsonSchema.Keywords.Texts;

/// <summary>A pattern is found in a text.</summary>
internal sealed class PatternKeyword(KeywordSite site) : Keyword(site)
{
    private readonly Regex? _pattern = site.Pattern(site.Value.Text);
    private readonly string _text = site.Value.Text;

    public override bool Evaluate(JsonValue value, EvaluationState state) =>
        value.Kind != JsonKind.Text || EcmaPattern.IsFound(_pattern!, value.Text, state) || state.Fail(this, $"must match {_text}");
}
