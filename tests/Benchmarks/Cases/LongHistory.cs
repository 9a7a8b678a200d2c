using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>The same small file after a month and after many times as much history.</summary>
internal static class LongHistory
{
    private const int Days = 30;

    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var events = $"{options.Events / 10}";
        var brief = await BuildAsync(options, await Workload.MakeAsync(options, "history", "--events", events));
        var lengthy = await BuildAsync(
            options, await Workload.MakeAsync(options, "history", "--events", events, "--history-days", $"{Days * options.Times}"));
        var (few, many) = (new List<Measurement>(), new List<Measurement>());
        for (var i = 0; i < options.Repeat; i++)
        {
            few.Add(await IncrementAsync(brief));
            many.Add(await IncrementAsync(lengthy));
        }

        var (one, other) = (Measurement.Median(few), Measurement.Median(many));
        return
        [
            new(
                $"one new file after {options.Times}x history",
                Seconds(other.WallMs),
                $"after 1x {Seconds(one.WallMs)}",
                Ratio(other.WallMs, one.WallMs),
                "<= 1.3x"),
        ];
    }

    private static async Task<(Workload Workload, string Storage)> BuildAsync(BenchmarkOptions options, Workload workload)
    {
        var storage = workload.Fresh("tables");
        await Sides.OursAsync(storage, workload.Landing, workload.Expected);
        return (workload, storage);
    }

    private static async Task<Measurement> IncrementAsync((Workload Workload, string Storage) history)
    {
        var copy = history.Workload.Fresh("tables-after");
        await Programs.LinkAsync(history.Storage, copy);
        return await Sides.OursAsync(copy, history.Workload.LandingAfter, history.Workload.ExpectedAfter);
    }
}
