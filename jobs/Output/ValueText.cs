using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lakehouse.Jobs.Output;

/// <summary>Texts of column values: numbers exact, times in ISO 8601, nested values as JSON.</summary>
internal static class ValueText
{
    private static readonly SearchValues<char> InNumbers = SearchValues.Create("0123456789+-.eE");
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a value that is not null.</summary>
    public static string Of(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => Time(time.UtcDateTime, "Z"),
        DateTime time => Time(time, time.Kind == DateTimeKind.Utc ? "Z" : ""),
        byte[] bytes => $"0x{Convert.ToHexStringLower(bytes)}",
        IEnumerable => Json(writer => Write(writer, value)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether a value is a number, which people read aligned to the right.</summary>
    public static bool IsNumber(object value) =>
        value is IFormattable and not (DateOnly or TimeOnly or DateTime or DateTimeOffset or TimeSpan or Guid);

    /// <summary>The JSON of a row.</summary>
    public static string Object(IReadOnlyList<string> names, IReadOnlyList<object?> values) => Json(writer =>
    {
        writer.WriteStartObject();
        for (var i = 0; i < names.Count; i++)
        {
            writer.WritePropertyName(names[i]);
            Write(writer, values[i]);
        }
        writer.WriteEndObject();
    });

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Readable))
        {
            write(writer);
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                writer.WriteNullValue();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case double or float when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                writer.WriteStringValue(Of(value));
                break;
            case string or byte[] or DateOnly or TimeOnly or DateTime or DateTimeOffset or Guid or TimeSpan:
                writer.WriteStringValue(Of(value));
                break;
            case IDictionary map:
                WriteMap(writer, map);
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (var element in list)
                {
                    Write(writer, element);
                }
                writer.WriteEndArray();
                break;
            default:
                WriteNumber(writer, Of(value));
                break;
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, IDictionary map)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in map)
        {
            writer.WritePropertyName(Of(entry.Key));
            Write(writer, entry.Value);
        }
        writer.WriteEndObject();
    }

    // Wide integers and decimals have no method of their own; their text is the number.
    private static void WriteNumber(Utf8JsonWriter writer, string text)
    {
        if (text.Length > 0 && text.AsSpan().IndexOfAnyExcept(InNumbers) < 0)
        {
            writer.WriteRawValue(text);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    private static string Time(DateTime time, string zone) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + zone;
}
