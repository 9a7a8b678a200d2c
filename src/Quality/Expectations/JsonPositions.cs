using System.Text;
using System.Text.Json;

namespace Lakehouse.Quality.Expectations;

/// <summary>Where the values of a JSON text stand, by JSON Pointer.</summary>
internal sealed class JsonPositions
{
    private readonly Dictionary<string, FilePosition> _places = [];
    private readonly FilePosition _start;

    private JsonPositions(FilePosition start) => _start = start;

    /// <summary>The place of a value, or of the nearest value around it.</summary>
    public FilePosition this[string pointer]
    {
        get
        {
            for (; pointer.Length > 0; pointer = pointer[..pointer.LastIndexOf('/')])
            {
                if (_places.TryGetValue(pointer, out var place))
                {
                    return place;
                }
            }
            return _start;
        }
    }

    /// <summary>One place for all values.</summary>
    public static JsonPositions At(FilePosition place) => new(place);

    /// <summary>Reads the places of a text that is JSON.</summary>
    public static JsonPositions Of(string file, string text)
    {
        var positions = new JsonPositions(new FilePosition(file));
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var open = new Stack<(string Pointer, int Index)>();
        var (name, line, lineStart, seen) = ("", 1, 0, 0);
        while (reader.Read())
        {
            for (; seen < reader.TokenStartIndex; seen++)
            {
                if (bytes[seen] == '\n')
                {
                    (line, lineStart) = (line + 1, seen + 1);
                }
            }
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    var pointer = Pointer(open, name);
                    positions._places.TryAdd(pointer, new FilePosition(file, line, (int)reader.TokenStartIndex - lineStart + 1));
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    {
                        open.Push((pointer, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                    }
                    break;
            }
        }
        return positions;
    }

    private static string Pointer(Stack<(string Pointer, int Index)> open, string name)
    {
        if (!open.TryPop(out var around))
        {
            return "";
        }
        open.Push(around.Index < 0 ? around : (around.Pointer, around.Index + 1));
        return $"{around.Pointer}/{(around.Index < 0 ? name : around.Index)}";
    }
}
