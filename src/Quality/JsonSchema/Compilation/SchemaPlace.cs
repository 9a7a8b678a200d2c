using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.References;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.JsonSchema.Compilation;

/// <summary>A schema where it stands.</summary>
/// <param name="Resource">The resource it belongs to.</param>
/// <param name="Pointer">JSON pointer from the resource's root.</param>
/// <param name="Value">The schema as JSON.</param>
/// <param name="Name">The keyword it stands under.</param>
internal sealed record SchemaPlace(SchemaResource Resource, string Pointer, JsonValue Value, string Name)
{
    /// <summary>The column that the schema describes, where columns say a part of it; null where they do not.</summary>
    public RecordField? Field { get; init; }

    public string Location => $"{Resource.DisplayUri}#{Pointer}";

    public string LocationOf(string keyword) => $"{Location}/{JsonPointer.Escape(keyword)}";

    /// <summary>The schema below a keyword, in its own resource when it begins one.</summary>
    public SchemaPlace Below(string keyword, JsonValue value, params IEnumerable<string> tokens) =>
        Resource.Document.ResourceAt(value) is { } own
            ? new SchemaPlace(own, "", value, keyword) { Field = FieldBelow(keyword, tokens) }
            : this with
            {
                Pointer = string.Concat(tokens.Select(token => "/" + JsonPointer.Escape(token)).Prepend(Pointer)),
                Value = value,
                Name = keyword,
                Field = FieldBelow(keyword, tokens),
            };

    private RecordField? FieldBelow(string keyword, IEnumerable<string> tokens) => (keyword, Field?.Type) switch
    {
        ("allOf" or "$ref", _) => Field,
        ("properties", FieldType.Object o) => o.Fields.FirstOrDefault(field => field.JsonName == tokens.Last()),
        ("items", FieldType.Array array) => array.Element,
        _ => null,
    };
}
