using System.Globalization;

namespace Lakehouse.Delta.Features;

/// <summary>Durations in table properties: <c>interval 1 week 12 hours</c>.</summary>
internal static class IntervalText
{
    public static TimeSpan? TryParse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var parts = words is ["interval" or "INTERVAL", ..] ? words[1..] : words;
        if (parts.Length == 0 || parts.Length % 2 != 0) return null;
        var days = 0.0;
        for (var i = 0; i < parts.Length; i += 2)
        {
            if (!double.TryParse(parts[i], NumberStyles.AllowDecimalPoint, null, out var count)) return null;
            if (Days(parts[i + 1].ToLowerInvariant()) is not { } unit) return null;
            days += count * unit;
        }
        return days < TimeSpan.MaxValue.TotalDays ? TimeSpan.FromDays(days) : null;
    }

    private static double? Days(string unit) => unit switch
    {
        "week" or "weeks" => 7,
        "day" or "days" => 1,
        "hour" or "hours" => 1 / 24.0,
        "minute" or "minutes" => 1 / 1440.0,
        "second" or "seconds" => 1 / 86_400.0,
        "millisecond" or "milliseconds" => 1 / 86_400_000.0,
        "microsecond" or "microseconds" => 1 / 86_400_000_000.0,
        _ => null,
    };
}
