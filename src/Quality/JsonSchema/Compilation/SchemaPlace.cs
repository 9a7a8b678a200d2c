using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.References;

namespace Lakehouse.Quality.JsonSchema.Compilation;

/// <summary>A schema where it stands.</summary>
/// <param name="Resource">The resource it belongs to.</param>
/// <param name="Pointer">JSON pointer from the resource's root.</param>
/// <param name="Value">The schema as JSON.</param>
/// <param name="Name">The keyword it stands under.</param>
internal sealed record SchemaPlace(SchemaResource Resource, string Pointer, JsonValue Value, string Name)
{
    public string Location => $"{Resource.DisplayUri}#{Pointer}";

    public string LocationOf(string keyword) => $"{Location}/{JsonPointer.Escape(keyword)}";

    /// <summary>The schema below a keyword, in its own resource when it begins one.</summary>
    public SchemaPlace Below(string keyword, JsonValue value, params IEnumerable<string> tokens) =>
        Resource.Document.ResourceAt(value) is { } own
            ? new SchemaPlace(own, "", value, keyword)
            : this with
            {
                Pointer = string.Concat(tokens.Select(token => "/" + JsonPointer.Escape(token)).Prepend(Pointer)),
                Value = value,
                Name = keyword,
            };
}
