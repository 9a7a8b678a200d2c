using System.Text.Json;
using System.Text.Unicode;

namespace Lakehouse.Engine.Tests.Json;

/// <summary>Judges records with the JSON reader of .NET and the rules that are ours.</summary>
internal static class JsonOracle
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>Null for a good record, or the code of what is wrong with all of it.</summary>
    internal static string? Judge(ReadOnlySpan<byte> record)
    {
        if (!Utf8.IsValid(record))
        {
            return "MALFORMED";
        }
        var duplicate = false;
        var objects = new Stack<HashSet<string>?>();
        try
        {
            var json = new Utf8JsonReader(record, Options);
            while (json.Read())
            {
                switch (json.TokenType)
                {
                    case JsonTokenType.StartObject:
                        objects.Push([]);
                        break;
                    case var token when objects.Count == 0:
                        return "MALFORMED";
                    case JsonTokenType.StartArray:
                        objects.Push(null);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        objects.Pop();
                        if (objects.Count == 0)
                        {
                            // Nothing but white space may follow.
                            return json.Read() ? "MALFORMED" : duplicate ? "DUPLICATE_KEY" : null;
                        }
                        break;
                    case JsonTokenType.PropertyName:
                        duplicate |= !objects.Peek()!.Add(json.GetString()!);
                        break;
                    case JsonTokenType.String:
                        _ = json.GetString();
                        break;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "MALFORMED";
        }
        return "MALFORMED";
    }
}
