using System.Text.Json;

namespace Lakehouse.Quality.JsonSchema;

/// <summary>An object of a JSON text holds one name twice.</summary>
/// <param name="name">The name.</param>
public sealed class DuplicateMemberException(string name) : JsonException($"The name '{name}' stands twice in its object.")
{
    /// <summary>The name.</summary>
    public string Name => name;
}
