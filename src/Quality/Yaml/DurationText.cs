using System.Globalization;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Yaml;

/// <summary>Durations as people write them: <c>90s</c>, <c>7d</c>, <c>1h30m</c>.</summary>
internal static partial class DurationText
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(10_000);

    /// <summary>False when the text is no duration or one of more than 10,000 days.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (!Form().IsMatch(text))
        {
            return false;
        }
        var ticks = Int128.Zero;
        foreach (Match part in Part().Matches(text))
        {
            ticks += Int128.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * (part.Groups[2].Value switch
            {
                "ms" => TimeSpan.TicksPerMillisecond,
                "s" => TimeSpan.TicksPerSecond,
                "m" => TimeSpan.TicksPerMinute,
                "h" => TimeSpan.TicksPerHour,
                _ => TimeSpan.TicksPerDay,
            });
        }
        if (ticks > Longest.Ticks)
        {
            return false;
        }
        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>The shortest text for a duration: <c>7d</c>, <c>1h30m</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        (int Amount, string Unit)[] parts =
        [
            (duration.Days, "d"), (duration.Hours, "h"), (duration.Minutes, "m"), (duration.Seconds, "s"),
            (duration.Milliseconds, "ms"),
        ];
        var text = string.Concat(parts.Where(p => p.Amount != 0).Select(p => p.Amount + p.Unit));
        return text.Length == 0 ? "0s" : text;
    }

    [GeneratedRegex(@"^(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}m(?!s))?(?:[0-9]{1,9}s)?(?:[0-9]{1,9}ms)?(?<!^)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("([0-9]+)(ms|s|m|h|d)", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
