namespace Lakehouse.Engine.Json;

/// <summary>Reads dates and times in the forms of RFC 3339 (full-date, date-time), exact to the microsecond.</summary>
internal static class TimeText
{
    private const long MicrosPerSecond = 1_000_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;
    private const int DateLength = 10;
    private const int SecondsEnd = 19;

    /// <summary>Days since 1970-01-01 of <c>yyyy-MM-dd</c>.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        return text.Length == DateLength && TryDays(text, out days);
    }

    /// <summary>
    /// Microseconds since 1970-01-01T00:00:00 (UTC when <paramref name="zoned"/>, else in the text's own frame).
    /// </summary>
    public static TimeFit TryTimestamp(ReadOnlySpan<byte> text, bool zoned, out long micros)
    {
        micros = 0;
        if (text.Length < SecondsEnd || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || text[13] != ':' || text[16] != ':' || !TryDays(text, out var days)
            || !Two(text, 11, 23, out var hour) || !Two(text, 14, 59, out var minute)
            || !Two(text, 17, 59, out var second))
        {
            return TimeFit.NoTime;
        }
        micros = days * MicrosPerDay + ((hour * 60L + minute) * 60 + second) * MicrosPerSecond;
        var at = SecondsEnd;
        var fit = TimeFit.Exact;
        if (at < text.Length && text[at] == '.')
        {
            var digits = 0;
            var weight = 100_000;
            for (at++; at < text.Length && unchecked((uint)(text[at] - '0')) <= 9; at++, digits++)
            {
                micros += (text[at] - '0') * (long)weight;
                fit = weight == 0 && text[at] != '0' ? TimeFit.TooFine : fit;
                weight /= 10;
            }
            if (digits == 0)
            {
                return TimeFit.NoTime;
            }
        }
        if (!zoned)
        {
            return at == text.Length ? fit : TimeFit.NoTime;
        }
        if (!TryOffset(text[at..], out var offsetMinutes))
        {
            return at == text.Length ? TimeFit.NoZone : TimeFit.NoTime;
        }
        micros -= offsetMinutes * 60L * MicrosPerSecond;
        return fit;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return text[0] is (byte)'Z' or (byte)'z';
        }
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !Two(text, 1, 23, out var hour) || !Two(text, 4, 59, out var minute))
        {
            return false;
        }
        minutes = (hour * 60 + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryDays(ReadOnlySpan<byte> text, out int days)
    {
        days = 0;
        if (text[4] != '-' || text[7] != '-' || !Two(text, 0, 99, out var century) || !Two(text, 2, 99, out var year)
            || !Two(text, 5, 12, out var month) || !Two(text, 8, 31, out var day))
        {
            return false;
        }
        year += century * 100;
        if (year == 0 || month == 0 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }
        days = DaysSinceEpoch(year, month, day);
        return true;
    }

    // Days of the proleptic Gregorian calendar, counted from 1 March so that the leap day comes last.
    private static int DaysSinceEpoch(int year, int month, int day)
    {
        var y = month <= 2 ? year - 1 : year;
        var monthFromMarch = (month + 9) % 12;
        return 365 * y + y / 4 - y / 100 + y / 400 + (153 * monthFromMarch + 2) / 5 + day - 1 - 719_468;
    }

    private static bool Two(ReadOnlySpan<byte> text, int at, int max, out int value)
    {
        var tens = unchecked((uint)(text[at] - '0'));
        var ones = unchecked((uint)(text[at + 1] - '0'));
        value = unchecked((int)(tens * 10 + ones));
        return tens <= 9 && ones <= 9 && value <= max;
    }
}
