using Lakehouse.Quality.Checks.History;

namespace Lakehouse.Quality.Tests.Checks;

public sealed class HistoryJudgeTests
{
    private static readonly DateOnly Saturday = new(2026, 5, 30);

    private static readonly HistoryCheck Volume = new(HistoryMetric.Volume, "event_date", null, TakesNewest: false);

    [Fact]
    public void A_day_is_compared_with_the_median_of_its_weekday()
    {
        // Median 10,125; deviations 25, 25, 75, 75, 125, 125, 175, 175: median 100; 3 * 1.4826 * 100 = 444.78, 5 percent are 506.25.
        double[] saturdays = [10_000, 10_200, 10_050, 10_150, 9_950, 10_250, 10_100, 10_300];
        var counts = Weeks(saturdays, Saturday).Append(new DayCount(Saturday, "", 412)).Append(new DayCount(Saturday.AddDays(1), "", 3)).ToList();

        var result = HistoryJudge.Judge(Volume, counts);

        Assert.False(result.Passed);
        Assert.Equal(412, result.Measured);
        Assert.Equal(
            "412 rows of Saturday 2026-05-30, expected 9,619 to 10,631 on Saturdays, from 8 earlier Saturdays", result.Explanation);
    }

    [Theory]
    [InlineData(9_618, false)]
    [InlineData(9_619, true)]
    [InlineData(10_631, true)]
    [InlineData(10_632, false)]
    public void The_bounds_are_usual_themselves(double rows, bool passes)
    {
        double[] saturdays = [10_000, 10_200, 10_050, 10_150, 9_950, 10_250, 10_100, 10_300];
        var counts = Weeks(saturdays, Saturday).Append(new DayCount(Saturday, "", rows)).ToList();

        Assert.Equal(passes, HistoryJudge.Judge(Volume with { TakesNewest = true }, counts).Passed);
    }

    [Fact]
    public void Too_little_history_is_not_judged_and_said()
    {
        var counts = Weeks([100, 100, 100], Saturday).Append(new DayCount(Saturday.AddDays(1), "", 5)).ToList();

        var result = HistoryJudge.Judge(Volume, counts);

        Assert.Null(result.Passed);
        Assert.Equal("not judged: 0 rows of Saturday 2026-05-30, and only 3 earlier Saturdays, 4 are needed", result.Expected);
    }

    [Fact]
    public void A_day_without_rows_is_a_day()
    {
        var counts = Weeks([100, 100, 100, 100], Saturday).Append(new DayCount(Saturday.AddDays(1), "", 5)).ToList();

        Assert.Equal((false, 0m), (HistoryJudge.Judge(Volume, counts).Passed, HistoryJudge.Judge(Volume, counts).Measured));
    }

    [Fact]
    public void Rows_that_land_later_than_usual_are_not_fresh()
    {
        var check = new HistoryCheck(HistoryMetric.Freshness, "at", null, TakesNewest: true);
        List<DayCount> usual = [.. Weeks([3600, 3600, 7200, 3600, 3600], Saturday)];

        var late = HistoryJudge.Judge(check, [.. usual, new DayCount(Saturday, "", 93_600)]);

        Assert.False(late.Passed);
        Assert.Equal(
            "rows of Saturday 2026-05-30 landed 26 hours after their time, expected at most 63 minutes on Saturdays, from 5 earlier Saturdays",
            late.Explanation);
        Assert.True(HistoryJudge.Judge(check, [.. usual, new DayCount(Saturday, "", 60)]).Passed);
    }

    [Fact]
    public void A_population_that_shifted_is_found_by_its_stability_index()
    {
        // (0.5 - 0.9) * ln(0.5 / 0.9) + (0.5 - 0.1) * ln(0.5 / 0.1) = 0.2351 + 0.6438 = 0.8789.
        var check = new HistoryCheck(HistoryMetric.Distribution, "event_date", "country", TakesNewest: true);
        List<DayCount> before = [.. Enumerable.Range(1, 10).SelectMany(i => new[]
        {
            new DayCount(Saturday.AddDays(-i), "DE", 90), new DayCount(Saturday.AddDays(-i), "FR", 10),
        })];

        var shifted = HistoryJudge.Judge(check, [.. before, new DayCount(Saturday, "DE", 50), new DayCount(Saturday, "FR", 50)]);
        var same = HistoryJudge.Judge(check, [.. before, new DayCount(Saturday, "DE", 89), new DayCount(Saturday, "FR", 11)]);

        Assert.Equal((false, 0.8789m), (shifted.Passed, shifted.Measured));
        Assert.Equal("less than 0.25 against 10 days before", shifted.Expected);
        Assert.True(same.Passed);
        Assert.Null(HistoryJudge.Judge(check, [.. before.Take(12), new DayCount(Saturday, "DE", 1)]).Passed);
    }

    private static IEnumerable<DayCount> Weeks(IReadOnlyList<double> values, DateOnly day) =>
        values.Select((value, i) => new DayCount(day.AddDays(-7 * (i + 1)), "", value));
}
