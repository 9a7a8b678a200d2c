using System.Text.Json;

namespace Lakehouse.Quality.JsonSchema.Json;

/// <summary>Reads JSON strictly: RFC 8259, valid UTF-8, no name twice in an object, no half of a surrogate pair.</summary>
internal static class JsonText
{
    /// <summary>Objects and arrays inside of each other, at most.</summary>
    public const int MostLevels = 512;

    private const int FewMembers = 12;

    /// <summary>Reads one value; <paramref name="count"/> is the number of values in it, itself included.</summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static JsonValue Parse(ReadOnlySpan<byte> utf8, out int count)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MostLevels });
        count = 0;
        try
        {
            reader.Read();
            var value = Read(ref reader, ref count);
            reader.Read();
            return value;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A string is not valid Unicode.", e);
        }
    }

    public static JsonValue Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, out _);

    private static JsonValue Read(ref Utf8JsonReader reader, ref int count)
    {
        count++;
        var offset = (int)reader.TokenStartIndex;
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new JsonValue(JsonKind.Object, offset) { Members = ReadMembers(ref reader, ref count) },
            JsonTokenType.StartArray => new JsonValue(JsonKind.Array, offset) { Items = ReadItems(ref reader, ref count) },
            JsonTokenType.String => new JsonValue(JsonKind.Text, offset) { Text = reader.GetString()! },
            JsonTokenType.Number => new JsonValue(JsonKind.Number, offset)
            {
                Text = System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
            },
            JsonTokenType.True => new JsonValue(JsonKind.Boolean, offset) { Text = "true" },
            JsonTokenType.False => new JsonValue(JsonKind.Boolean, offset) { Text = "false" },
            _ => new JsonValue(JsonKind.Null, offset),
        };
    }

    private static List<JsonValue> ReadItems(ref Utf8JsonReader reader, ref int count)
    {
        var items = new List<JsonValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader, ref count));
        }
        return items;
    }

    private static List<JsonMember> ReadMembers(ref Utf8JsonReader reader, ref int count)
    {
        var members = new List<JsonMember>();
        HashSet<string>? names = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            if (names is null && members.Count == FewMembers)
            {
                names = [.. members.Select(member => member.Name)];
            }
            if (names is null ? members.Exists(member => member.Name == name) : !names.Add(name))
            {
                throw new JsonException("An object holds a name twice.", null, null, reader.TokenStartIndex);
            }
            reader.Read();
            members.Add(new JsonMember(name, Read(ref reader, ref count)));
        }
        return members;
    }
}
