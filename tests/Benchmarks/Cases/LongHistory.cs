using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>The same small file after a month and after many times as much history, and the memory of that history's first run.</summary>
internal static class LongHistory
{
    private const int Days = 30;

    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var events = $"{options.Events / 10}";
        var (brief, _) = await BuildAsync(await Workload.MakeAsync(options, "history", "--events", events));
        var (lengthy, first) = await BuildAsync(
            await Workload.MakeAsync(options, "history", "--events", events, "--history-days", $"{Days * options.Times}"));
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
            new(
                $"first run over {(long)options.Events / 10 * options.Times:N0} events, peak memory",
                Memory(first.PeakBytes),
                $"in {Seconds(first.WallMs)}",
                Memory(first.PeakBytes),
                "< 4 GiB"),
        ];
    }

    private static async Task<(History History, Measurement First)> BuildAsync(Workload workload)
    {
        var storage = workload.Fresh("tables");
        return (new(workload, storage), await Sides.OursAsync(storage, workload.Landing, workload.Expected));
    }

    private static async Task<Measurement> IncrementAsync(History history)
    {
        var copy = history.Workload.Fresh("tables-after");
        await Programs.LinkAsync(history.Storage, copy);
        return await Sides.OursAsync(copy, history.Workload.LandingAfter, history.Workload.ExpectedAfter);
    }

    private sealed record History(Workload Workload, string Storage);
}
