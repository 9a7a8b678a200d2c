using System.Text.Json;

namespace Lakehouse.Quality.Avro;

/// <summary>A field of an Avro record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">Its values.</param>
public sealed record AvroField(string Name, AvroSchema Schema)
{
    /// <summary>The value for a reader when the writer has no such field; null when there is no default.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>Names of writers' fields that it also reads.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What it is, for people.</summary>
    public string? Doc { get; init; }
}
