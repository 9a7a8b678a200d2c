namespace Lakehouse.Quality.JsonSchema.Json;

/// <summary>JSON pointers, RFC 6901.</summary>
internal static class JsonPointer
{
    public static string Escape(string token) => token.AsSpan().IndexOfAny('~', '/') < 0
        ? token
        : token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    public static JsonValue? Step(JsonValue value, string token) => value.Kind switch
    {
        JsonKind.Object => value.Find(token),
        JsonKind.Array => int.TryParse(token, out var index) && index >= 0 && index < value.Items.Count && index.ToString() == token
            ? value.Items[index]
            : null,
        _ => null,
    };

    /// <summary>The value that a pointer names, or null.</summary>
    public static JsonValue? Find(JsonValue root, string pointer)
    {
        JsonValue? value = root;
        foreach (var token in pointer.Split('/').Skip(1))
        {
            value = value is null ? null : Step(value, Unescape(token));
        }
        return value;
    }
}
