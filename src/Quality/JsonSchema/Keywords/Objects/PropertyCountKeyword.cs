using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.Keywords.Values;

namespace Lakehouse.Quality.JsonSchema.Keywords.Objects;

/// <summary>An object has at least or at most so many members.</summary>
internal sealed class PropertyCountKeyword(KeywordSite site, bool isLeast) : CountKeyword(site, isLeast, "member")
{
    public override IEnumerable<string>? Members => null;

    protected override int? CountOf(JsonValue value) => value.Kind == JsonKind.Object ? value.Members.Count : null;
}
