using System.Text;
using System.Text.Json;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>Writes a parse tree so that two texts of the same query give the same text.</summary>
internal static class CanonicalSql
{
    /// <summary>The tree without places in the text, and without what is null or empty.</summary>
    public static string Write(JsonElement statement)
    {
        var bytes = Encoding.UTF8.GetBytes(statement.GetRawText());
        var reader = new Utf8JsonReader(bytes, new() { MaxDepth = JsonTree.Options.MaxDepth });
        using var stream = new MemoryStream(bytes.Length);
        using (var writer = new Utf8JsonWriter(stream, new() { MaxDepth = JsonTree.Options.MaxDepth }))
        {
            while (reader.Read())
            {
                Copy(ref reader, writer);
            }
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName when !HasMeaning(reader):
                reader.Read();
                reader.Skip();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.ValueSpan);
                break;
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(reader.GetString());
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan);
                break;
        }
    }

    // A copy of the reader looks ahead.
    private static bool HasMeaning(Utf8JsonReader ahead)
    {
        if (ahead.ValueTextEquals("query_location"u8))
        {
            return false;
        }
        ahead.Read();
        return ahead.TokenType switch
        {
            JsonTokenType.Null => false,
            JsonTokenType.String => !ahead.ValueTextEquals(""u8),
            JsonTokenType.StartArray => ahead.Read() && ahead.TokenType != JsonTokenType.EndArray,
            _ => true,
        };
    }
}
