using System.Globalization;

namespace Lakehouse.Quality.Checks.History;

/// <summary>Compares a day with earlier days: robustly, and only where there are enough of them.</summary>
/// <remarks>
/// Volume and freshness: up to 8 earlier days of the same weekday, at least 4. Usual is what lies within 3 standard
/// deviations of the median, taken from the median absolute deviation, or within 5 percent of it. Distribution: the
/// population stability index against the 28 days before, of which 7 must have rows; from 0.25 on it is another one.
/// </remarks>
public static class HistoryJudge
{
    private const int MostWeeks = 8;
    private const int FewestWeeks = 4;
    private const int DistributionDays = 28;
    private const int FewestDays = 7;
    private const double NormalDeviations = 1.4826;
    private const double GreatestIndex = 0.25;
    private const double LeastShare = 0.0001;

    /// <summary>Judges the last day.</summary>
    /// <param name="check">What is compared.</param>
    /// <param name="counts">What was measured of the days; a day between two others that is missing had no rows.</param>
    public static HistoryResult Judge(HistoryCheck check, IReadOnlyCollection<DayCount> counts)
    {
        var days = counts.Select(count => count.Day).Distinct().Order().ToList();
        if (days.Count < (check.TakesNewest ? 1 : 2))
        {
            return NotJudged(null, "there is no complete day yet");
        }
        var day = check.TakesNewest ? days[^1] : days[^1].AddDays(-1);
        return check.Metric == HistoryMetric.Distribution
            ? JudgeDistribution(check, counts, day)
            : JudgeWeekday(check, counts.ToDictionary(count => count.Day, count => count.Measured), day, days[0]);
    }

    private static HistoryResult JudgeWeekday(
        HistoryCheck check, Dictionary<DateOnly, double> counts, DateOnly day, DateOnly first)
    {
        var isVolume = check.Metric == HistoryMetric.Volume;
        var weekday = $"{day.DayOfWeek}s";
        var earlier = Enumerable.Range(1, MostWeeks).Select(week => day.AddDays(-7 * week))
            .Where(other => other >= first && (isVolume || counts.ContainsKey(other)))
            .Select(other => counts.GetValueOrDefault(other)).Order().ToList();
        if (!isVolume && !counts.ContainsKey(day))
        {
            return NotJudged(null, $"no rows of {Name(day)}");
        }
        var measured = counts.GetValueOrDefault(day);
        var words = isVolume
            ? $"{Rows(measured)} of {Name(day)}"
            : $"rows of {Name(day)} landed {Duration(measured)} after their time";
        if (earlier.Count < FewestWeeks)
        {
            return NotJudged(
                (decimal)measured, $"{words}, and only {earlier.Count} earlier {weekday}, {FewestWeeks} are needed");
        }
        var median = Median(earlier);
        var deviation = NormalDeviations * Median([.. earlier.Select(value => Math.Abs(value - median)).Order()]);
        var slack = Math.Max(3 * deviation, 0.05 * Math.Abs(median));
        var (least, greatest) = (median - slack, median + slack);
        if (isVolume)
        {
            (least, greatest) = (Math.Max(0, Math.Ceiling(least)), Math.Floor(greatest));
        }
        var expected = (isVolume ? $"{Number(least)} to {Number(greatest)}" : $"at most {Duration(greatest)}")
            + $" on {weekday}, from {earlier.Count} earlier {weekday}";
        var passed = measured <= greatest && (!isVolume || measured >= least);
        return new HistoryResult(passed, (decimal)measured, expected, $"{words}, expected {expected}");
    }

    private static HistoryResult JudgeDistribution(
        HistoryCheck check, IReadOnlyCollection<DayCount> counts, DateOnly day)
    {
        var earlier = counts.Where(count => count.Day < day && count.Day >= day.AddDays(-DistributionDays)).ToList();
        var now = counts.Where(count => count.Day == day).ToDictionary(count => count.Value, count => count.Measured);
        var days = earlier.Select(count => count.Day).Distinct().Count();
        if (days < FewestDays || now.Count == 0)
        {
            return NotJudged(
                null,
                $"{Rows(now.Values.Sum())} of {Name(day)}, and {days} of the {DistributionDays} days before with rows, "
                + $"{FewestDays} are needed");
        }
        var usual = earlier.GroupBy(count => count.Value)
            .ToDictionary(group => group.Key, group => group.Sum(count => count.Measured));
        var (allNow, allUsual) = (now.Values.Sum(), usual.Values.Sum());
        var parts = now.Keys.Union(usual.Keys).Select(value =>
        {
            var (share, before) = (now.GetValueOrDefault(value) / allNow, usual.GetValueOrDefault(value) / allUsual);
            var (p, q) = (Math.Max(share, LeastShare), Math.Max(before, LeastShare));
            return (Value: value, Share: share, Before: before, Index: (p - q) * Math.Log(p / q));
        }).OrderByDescending(part => part.Index).ThenBy(part => part.Value, StringComparer.Ordinal).ToList();
        var index = Math.Round(parts.Sum(part => part.Index), 4);
        var most = parts[0];
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{check.Column} on {Name(day)} has a stability index of {index}, most of it by one value with ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{100 * most.Share:0.#} percent of the rows, before {100 * most.Before:0.#} percent");
        var expected = string.Create(
            CultureInfo.InvariantCulture, $"less than {GreatestIndex} against {days} days before");
        return new HistoryResult(index < GreatestIndex, (decimal)index, expected, $"{words}; expected {expected}");
    }

    private static HistoryResult NotJudged(decimal? measured, string why) =>
        new(null, measured, $"not judged: {why}", $"not judged: {why}");

    private static double Median(List<double> sorted) =>
        sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;

    private static string Name(DateOnly day) => $"{day.DayOfWeek} {day:yyyy-MM-dd}";

    private static string Rows(double number) => $"{Number(number)} {(number == 1 ? "row" : "rows")}";

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Duration(double seconds)
    {
        var (value, unit) = seconds switch
        {
            < 120 => (seconds, "seconds"),
            < 7200 => (seconds / 60, "minutes"),
            < 172_800 => (seconds / 3600, "hours"),
            _ => (seconds / 86_400, "days"),
        };
        return $"{value.ToString("0.#", CultureInfo.InvariantCulture)} {unit}";
    }
}
