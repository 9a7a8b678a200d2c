using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.Keywords.Values;

namespace Lakehouse.Quality.JsonSchema.Keywords.Arrays;

/// <summary>An array has at least or at most so many elements.</summary>
internal sealed class ItemCountKeyword(KeywordSite site, bool isLeast) : CountKeyword(site, isLeast, "element")
{
    protected override int? CountOf(JsonValue value) => value.Kind == JsonKind.Array ? value.Items.Count : null;
}
