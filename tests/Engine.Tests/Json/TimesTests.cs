using System.Globalization;
using Lakehouse.Engine.Json;
using Xunit;

namespace Lakehouse.Engine.Tests.Json;

public sealed class TimesTests
{
    [Fact]
    public void Instants_are_those_of_DateTimeOffset_to_the_microsecond()
    {
        var random = new Random(11);
        var instants = Enumerable.Range(0, 20_000).Select(_ => RandomInstant(random)).ToList();
        var records = StrictReader.ReadAll(
            [new(0, "t", JsonFieldKind.Timestamp)],
            instants.Select(instant => $$"""{"t":"{{instant.ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture)}}"}"""));
        for (var i = 0; i < instants.Count; i++)
        {
            Assert.Equal(instants[i].UtcDateTime, records[i].Value!["t"]);
        }
    }

    [Fact]
    public void Every_day_of_four_centuries_is_that_of_DateOnly()
    {
        var days = Enumerable.Range(0, 366 * 400).Select(new DateOnly(1800, 1, 1).AddDays).ToList();
        days.AddRange([DateOnly.MinValue, DateOnly.MaxValue, new(4, 2, 29), new(1, 3, 1)]);
        var records = StrictReader.ReadAll(
            [new(0, "d", JsonFieldKind.Date)], days.Select(day => $$"""{"d":"{{day:yyyy-MM-dd}}"}"""));
        for (var i = 0; i < days.Count; i++)
        {
            Assert.Equal(days[i], records[i].Value!["d"]);
        }
    }

    [Theory]
    [InlineData("2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000000")]
    [InlineData("2026-03-01t10:00:00z", "2026-03-01T10:00:00.000000")]
    [InlineData("2026-03-01 10:00:00+00:00", "2026-03-01T10:00:00.000000")]
    [InlineData("2026-03-01T10:00:00.1Z", "2026-03-01T10:00:00.100000")]
    [InlineData("2026-03-01T10:00:00.123456000Z", "2026-03-01T10:00:00.123456")]
    [InlineData("2026-03-01T00:00:00+23:59", "2026-02-28T00:01:00.000000")]
    [InlineData("2026-12-31T23:59:59.999999-00:01", "2027-01-01T00:00:59.999999")]
    [InlineData("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000")]
    [InlineData("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999")]
    public void A_good_instant_is_read(string text, string expected)
    {
        var record = StrictReader.Read([new(0, "t", JsonFieldKind.Timestamp)], $$"""{"t":"{{text}}"}""");
        Assert.Empty(record.Faults);
        Assert.Equal(expected, ((DateTime)record.Value!["t"]!).ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-03-01T10:00:00", "FORMAT", "is a time without a zone")]
    [InlineData("2026-03-01T10:00:00.1234567Z", "PRECISION", "is finer than a microsecond")]
    [InlineData("2026-03-01", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-02-29T10:00:00Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-13-01T10:00:00Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-00-01T10:00:00Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-03-00T10:00:00Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-03-01T24:00:00Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-03-01T10:60:00Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-03-01T10:00:60Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-03-01T10:00:00.Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-03-01T10:00:00+0100", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-03-01T10:00:00+24:00", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-03-01T10:00:00Z ", "FORMAT", "is not a time of RFC 3339")]
    [InlineData(" 2026-03-01T10:00:00Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026-03-01T10:00:00ZZ", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("0000-03-01T10:00:00Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("+2026-03-01T10:00:00Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("2026/03/01T10:00:00Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("２０26-03-01T10:00:00Z", "FORMAT", "is not a time of RFC 3339")]
    [InlineData("", "FORMAT", "is not a time of RFC 3339")]
    public void A_bad_instant_is_refused_with_its_reason(string text, string code, string message)
    {
        var record = StrictReader.Read([new(0, "t", JsonFieldKind.Timestamp)], $$"""{"t":"{{text}}"}""");
        Assert.Equal([(0, code, "t", message)], record.Faults);
        Assert.Null(record.Value!["t"]);
    }

    [Fact]
    public void A_time_without_zone_wants_none()
    {
        JsonField[] fields = [new(0, "t", JsonFieldKind.TimestampNtz)];
        Assert.Equal(
            new DateTime(2026, 3, 1, 10, 0, 0, 500), StrictReader.Read(fields, """{"t":"2026-03-01T10:00:00.5"}""").Value!["t"]);
        Assert.Equal(
            JsonFault.Format, Assert.Single(StrictReader.Read(fields, """{"t":"2026-03-01T10:00:00Z"}""").Faults).Code);
    }

    [Fact]
    public void A_number_is_no_time_and_no_date() => Assert.Equal(
        [(0, JsonFault.Type, "t", "is a number, not a time"), (1, JsonFault.Type, "d", "is a number, not a date")],
        StrictReader.Read(
            [new(0, "t", JsonFieldKind.Timestamp), new(1, "d", JsonFieldKind.Date)], """{"t":1772359200,"d":20260301}""").Faults);

    [Fact]
    public void Every_short_text_is_read_as_a_time_only_when_DateTimeOffset_does_too()
    {
        var random = new Random(5);
        const string Good = "2026-02-28T23:59:59.5+01:00";
        var texts = Enumerable.Range(0, 20_000).Select(_ =>
        {
            var text = Good.ToCharArray();
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                text[random.Next(text.Length)] = "0123456789-:+.TZ "[random.Next(17)];
            }
            return new string(text);
        }).ToList();
        var records = StrictReader.ReadAll(
            [new(0, "t", JsonFieldKind.Timestamp)], texts.Select(text => $$"""{"t":"{{text}}"}"""));
        for (var i = 0; i < texts.Count; i++)
        {
            if (records[i].Value!["t"] is DateTime read)
            {
                var text = texts[i][..10] + "T" + texts[i][11..];
                Assert.True(
                    // The zone of .NET ends at 14 hours.
                    !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var expected)
                    || expected.UtcDateTime == read, texts[i]);
            }
            else
            {
                Assert.False(
                    DateTimeOffset.TryParseExact(texts[i], "yyyy-MM-ddTHH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                    texts[i]);
            }
        }
    }

    private static DateTimeOffset RandomInstant(Random random)
    {
        var ticks = random.NextInt64(TimeSpan.TicksPerDay * 2, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay * 2);
        return new DateTimeOffset(ticks / 10 * 10, TimeSpan.FromMinutes(random.Next(-14 * 60, 14 * 60 + 1)));
    }
}
