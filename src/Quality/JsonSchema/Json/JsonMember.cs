namespace Lakehouse.Quality.JsonSchema.Json;

internal readonly record struct JsonMember(string Name, JsonValue Value);
