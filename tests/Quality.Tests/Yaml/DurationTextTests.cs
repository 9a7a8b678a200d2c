using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Tests.Yaml;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("0s", "00:00:00")]
    [InlineData("90s", "00:01:30")]
    [InlineData("500ms", "00:00:00.5")]
    [InlineData("15m", "00:15:00")]
    [InlineData("1h30m", "01:30:00")]
    [InlineData("7d", "7.00:00:00")]
    [InlineData("1d2h3m4s5ms", "1.02:03:04.005")]
    [InlineData("10000d", "10000.00:00:00")]
    public void A_duration_has_numbers_with_units(string text, string expected)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.Parse(expected), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1.5h")]
    [InlineData("5 s")]
    [InlineData("5S")]
    [InlineData("5s1m")]
    [InlineData("1w")]
    [InlineData("10001d")]
    [InlineData("999999999d999999999h")]
    [InlineData("99999999999999999999d")]
    public void Anything_else_is_no_duration(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("0s")]
    [InlineData("7d")]
    [InlineData("1h30m")]
    [InlineData("2d5ms")]
    public void A_duration_is_written_as_it_is_read(string text)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(text, DurationText.Format(duration));
    }
}
