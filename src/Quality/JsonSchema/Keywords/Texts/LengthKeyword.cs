using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.Keywords.Values;

namespace Lakehouse.Quality.JsonSchema.Keywords.Texts;

/// <summary>A text has at least or at most so many characters (Unicode code points).</summary>
internal sealed class LengthKeyword(KeywordSite site, bool isLeast) : CountKeyword(site, isLeast, "character")
{
    protected override int? CountOf(JsonValue value) =>
        value.Kind == JsonKind.Text ? value.Text.Count(unit => !char.IsLowSurrogate(unit)) : null;
}
