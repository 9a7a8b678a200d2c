using System.Text.Json;

namespace Lakehouse.Quality.JsonSchema.Json;

/// <summary>Reads JSON strictly: RFC 8259, valid UTF-8, no name twice in an object, no half of a surrogate pair.</summary>
internal static class JsonText
{
    /// <summary>Objects and arrays inside of each other, at most.</summary>
    public const int MostLevels = 512;

    private const int FewMembers = 12;

    /// <summary>Reads one value.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="count">The number of values in it, itself included.</param>
    /// <param name="names">
    /// The members that are wanted; the others are stepped over, and not looked at for names that stand there twice. Null for
    /// all.
    /// </param>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static JsonValue Parse(ReadOnlySpan<byte> utf8, out int count, MemberNames? names = null)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MostLevels });
        count = 0;
        try
        {
            reader.Read();
            var value = Read(ref reader, ref count, names);
            reader.Read();
            return value;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A string is not valid Unicode.", e);
        }
    }

    public static JsonValue Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, out _);

    private static JsonValue Read(ref Utf8JsonReader reader, ref int count, MemberNames? wanted)
    {
        count++;
        var offset = (int)reader.TokenStartIndex;
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new JsonValue(JsonKind.Object, offset) { Members = ReadMembers(ref reader, ref count, wanted) },
            JsonTokenType.StartArray => new JsonValue(JsonKind.Array, offset) { Items = ReadItems(ref reader, ref count, wanted) },
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

    private static List<JsonValue> ReadItems(ref Utf8JsonReader reader, ref int count, MemberNames? wanted)
    {
        var items = new List<JsonValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader, ref count, wanted));
        }
        return items;
    }

    private static List<JsonMember> ReadMembers(ref Utf8JsonReader reader, ref int count, MemberNames? wanted)
    {
        var members = new List<JsonMember>();
        HashSet<string>? names = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if ((wanted is null ? reader.GetString() : wanted.Find(ref reader)) is not { } name)
            {
                reader.Skip();
                continue;
            }
            if (names is null && members.Count == FewMembers)
            {
                names = [.. members.Select(member => member.Name)];
            }
            if (names is null ? members.Exists(member => member.Name == name) : !names.Add(name))
            {
                throw new DuplicateMemberException(name);
            }
            reader.Read();
            members.Add(new JsonMember(name, Read(ref reader, ref count, wanted)));
        }
        return members;
    }
}
