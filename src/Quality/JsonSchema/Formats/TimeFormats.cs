using System.Globalization;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.JsonSchema.Formats;

/// <summary>Dates, times and durations, RFC 3339.</summary>
internal static partial class TimeFormats
{
    private const int MinutesOfDay = 24 * 60;

    public static bool IsDate(string text)
    {
        var match = Date().Match(text);
        if (!match.Success)
        {
            return false;
        }
        var (year, month, day) = (Number(match, "y"), Number(match, "m"), Number(match, "d"));
        // The years of .NET begin with 1; year 0 is a leap year.
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year == 0 ? 4 : year, month);
    }

    public static bool IsTime(string text)
    {
        var match = Time().Match(text);
        if (!match.Success)
        {
            return false;
        }
        var (hour, minute, second) = (Number(match, "h"), Number(match, "m"), Number(match, "s"));
        var offset = 0;
        if (match.Groups["oh"].Success)
        {
            var (hours, minutes) = (Number(match, "oh"), Number(match, "om"));
            if (hours > 23 || minutes > 59)
            {
                return false;
            }
            offset = (match.Groups["sign"].Value == "-" ? -1 : 1) * ((hours * 60) + minutes);
        }
        // A leap second ends a day of universal time.
        var universal = ((hour * 60) + minute - offset + (2 * MinutesOfDay)) % MinutesOfDay;
        return hour <= 23 && minute <= 59 && (second <= 59 || (second == 60 && universal == MinutesOfDay - 1));
    }

    public static bool IsDateTime(string text) =>
        text.Length > 11 && text[10] is 'T' or 't' && IsDate(text[..10]) && IsTime(text[11..]);

    public static bool IsDuration(string text) => Duration().IsMatch(text);

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(
        @"^(?<h>[0-9]{2}):(?<m>[0-9]{2}):(?<s>[0-9]{2})(\.[0-9]+)?([Zz]|(?<sign>[+-])(?<oh>[0-9]{2}):(?<om>[0-9]{2}))\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"^P([0-9]+W|(?=[0-9T])([0-9]+Y([0-9]+M([0-9]+D)?)?|[0-9]+M([0-9]+D)?|[0-9]+D)?"
        + @"(T([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S))?)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
