using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Expectations;

/// <summary>Measured values as JSON: numbers exact, times in ISO 8601, bytes in hexadecimal digits.</summary>
internal static class ResultJson
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF";

    public static JsonNode? Of(object? value) => value switch
    {
        null or DBNull => null,
        JsonNode node => node,
        bool truth => JsonValue.Create(truth),
        string text => JsonValue.Create(text),
        double or float => Floating(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        TimeOnly time => JsonValue.Create(time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
        DateTimeOffset time => JsonValue.Create(time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture) + "Z"),
        DateTime time => JsonValue.Create(
            time.ToString(TimeForm, CultureInfo.InvariantCulture) + (time.Kind == DateTimeKind.Utc ? "Z" : "")),
        byte[] bytes => JsonValue.Create(Convert.ToHexStringLower(bytes)),
        IDictionary map => Map(map),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Of)]),
        decimal or BigInteger or sbyte or byte or short or ushort or int or uint or long or ulong => Raw((IFormattable)value),
        IFormattable other => JsonNumberOrText(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value.ToString()),
    };

    /// <summary>A measured list; none for null.</summary>
    public static IReadOnlyList<JsonNode?> List(object? value) => Of(value) is JsonArray list ? [.. list] : [];

    /// <summary>A text that is the same for equal values; 1 and 1.0 are equal.</summary>
    public static string Key(JsonNode? value) => value is null ? "null"
        : value.GetValueKind() == JsonValueKind.Number ? Number(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture))
        : value.ToJsonString();

    /// <summary>The shortest text of a number that gives it again.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static JsonNode Floating(double value) => double.IsFinite(value)
        ? JsonNode.Parse(Number(value) is var text && text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text)!
        : JsonValue.Create(Number(value))!;

    private static JsonNode Raw(IFormattable number) => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture))!;

    private static JsonNode? JsonNumberOrText(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            ? JsonNode.Parse(text)
            : JsonValue.Create(text);

    private static JsonObject Map(IDictionary map)
    {
        var result = new JsonObject();
        foreach (DictionaryEntry entry in map)
        {
            result[Of(entry.Key)?.ToString() ?? "null"] = Of(entry.Value);
        }
        return result;
    }
}
