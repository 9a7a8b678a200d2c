using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Keywords.Arrays;

/// <summary>What <c>items</c> and <c>additionalItems</c> meant before 2020-12.</summary>
internal static class ArrayKeywords
{
    /// <summary>A list of schemas for the first elements, or one for all.</summary>
    public static Keyword OldItems(KeywordSite site) =>
        site.Value.Kind == JsonKind.Array ? new PrefixItemsKeyword(site) : new ItemsKeyword(site, 0);

    /// <summary>The elements after those that a list has schemas for; nothing without a list.</summary>
    public static Keyword? AdditionalItems(KeywordSite site) =>
        site.Sibling("items") is { Kind: JsonKind.Array } list ? new ItemsKeyword(site, list.Items.Count) : null;

    public static int CountOf(JsonValue? schemas) => schemas?.Items.Count ?? 0;
}
