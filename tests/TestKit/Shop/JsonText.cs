using System.Globalization;
using System.Text;

namespace Lakehouse.TestKit.Shop;

/// <summary>JSON texts of values, the same bytes on every runtime.</summary>
internal static class JsonText
{
    public static string Of(string? value)
    {
        if (value is null)
        {
            return "null";
        }

        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }

    public static string Of(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";

    public static string Of(bool? value) => value switch { true => "true", false => "false", null => "null" };

    public static string Of(DateTimeOffset value)
    {
        var fraction = value.Ticks % TimeSpan.TicksPerSecond == 0 ? ""
            : value.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "'.'fff" : "'.'ffffff";
        var zone = value.Offset == TimeSpan.Zero ? "'Z'" : "zzz";
        return $"\"{value.ToString($"yyyy-MM-dd'T'HH:mm:ss{fraction}{zone}", CultureInfo.InvariantCulture)}\"";
    }

    public static string Of(DateOnly? value) =>
        value is { } date ? $"\"{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"" : "null";
}
