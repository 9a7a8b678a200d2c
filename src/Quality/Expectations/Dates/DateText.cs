namespace Lakehouse.Quality.Expectations.Dates;

/// <summary>Texts that Python's <c>dateutil.parser.parse</c> reads as a date or time.</summary>
/// <remarks>
/// What a text leaves out dateutil takes from today; here it could be anything, so that the answer never depends on the
/// day: <c>31</c> is a date on every day of the year. Fuzzy reading is not done.
/// </remarks>
public static class DateText
{
    private const int LongestText = 200;

    /// <summary>Whether a text is a date, a time, or both.</summary>
    public static bool IsDate(string text) =>
        text.Length is > 0 and <= LongestText && new DateReading(DateTokens.Split(text)).Succeeds();
}
