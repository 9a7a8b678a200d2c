using System.Text.Json;

namespace Lakehouse.Delta.Actions;

/// <summary>Reads typed values; a value of another type is a <see cref="JsonException"/>.</summary>
internal static class JsonFields
{
    /// <summary>Steps to the next member's value: false at the end of the object.</summary>
    public static bool NextMember(ref this Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    public static string? OptionalString(ref this Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.Text();
    }

    public static string RequiredString(ref this Utf8JsonReader reader)
    {
        reader.Read();
        return reader.Text();
    }

    public static long? OptionalLong(ref this Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.Integer();
    }

    public static long RequiredLong(ref this Utf8JsonReader reader)
    {
        reader.Read();
        return reader.Integer();
    }

    public static int RequiredInt(ref this Utf8JsonReader reader)
    {
        var value = reader.RequiredLong();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new JsonException("a number is out of range");
    }

    public static long RequiredSize(ref this Utf8JsonReader reader) =>
        reader.RequiredLong() is var size and >= 0 ? size : throw new JsonException("a size is negative");

    public static bool? OptionalBool(ref this Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Null => null,
            _ => throw Unexpected(reader.TokenType, "true or false"),
        };
    }

    public static IReadOnlyList<string>? OptionalStrings(ref this Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        reader.Expect(JsonTokenType.StartArray);
        var values = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) values.Add(reader.Text());
        return values;
    }

    /// <summary>Reads a map of texts. Maps of one builder share what is the same.</summary>
    public static StringMap? OptionalMap(ref this Utf8JsonReader reader, StringMapBuilder builder)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        reader.Expect(JsonTokenType.StartObject);
        builder.Begin();
        while (reader.NextMember())
        {
            var known = builder.ExpectedKey;
            var key = known is not null && reader.ValueTextEquals(known) ? known : reader.GetString()!;
            reader.Read();
            builder.Add(key, ValueText(ref reader, builder.ExpectedValue));
        }
        return builder.Build();
    }

    public static void Expect(ref this Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type) throw Unexpected(reader.TokenType, type.ToString());
    }

    public static void SkipValue(ref this Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static string? ValueText(ref Utf8JsonReader reader, string? expected)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.String)
            return expected is not null && reader.ValueTextEquals(expected) ? expected : reader.GetString();
        using var value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.GetRawText();
    }

    private static string Text(ref this Utf8JsonReader reader)
    {
        reader.Expect(JsonTokenType.String);
        return reader.GetString()!;
    }

    private static long Integer(ref this Utf8JsonReader reader)
    {
        reader.Expect(JsonTokenType.Number);
        return reader.TryGetInt64(out var value) ? value : throw new JsonException("a number is no 64-bit integer");
    }

    private static JsonException Unexpected(JsonTokenType found, string expected) =>
        new($"found {found} where {expected} was expected");
}
