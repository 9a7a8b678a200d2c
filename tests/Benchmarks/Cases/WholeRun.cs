using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>Everything from nothing, in turn with the same work by hand; then one more day of 1 %.</summary>
internal static class WholeRun
{
    // A second is short: one measurement of it tells little.
    private const int Increments = 3;

    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var workload = await Workload.MakeAsync(options, "whole", "--events", $"{options.Events}");
        var (ours, hand, more) = (new List<Measurement>(), new List<Measurement>(), new List<Measurement>());
        for (var i = 0; i < options.Repeat; i++)
        {
            hand.Add(await Sides.ByHandAsync(options, workload.Fresh("by-hand"), workload.Landing, workload.Expected));
            var storage = workload.Fresh("tables");
            ours.Add(await Sides.OursAsync(storage, workload.Landing, workload.Expected));
            for (var j = 0; j < Increments; j++)
            {
                var copy = workload.Fresh("tables-after");
                await Programs.LinkAsync(storage, copy);
                more.Add(await Sides.OursAsync(copy, workload.LandingAfter, workload.ExpectedAfter));
            }
        }

        var (we, they, increment) = (Measurement.Median(ours), Measurement.Median(hand), Measurement.Median(more));
        return
        [
            new("whole run, wall", Seconds(we.WallMs), $"by hand {Seconds(they.WallMs)}", Ratio(we.WallMs, they.WallMs), "<= 1.2x"),
            new("whole run, processor time", Seconds(we.CpuMs), $"by hand {Seconds(they.CpuMs)}", Ratio(we.CpuMs, they.CpuMs), ""),
            new("whole run, peak memory", Memory(we.PeakBytes), $"by hand {Memory(they.PeakBytes)}", Memory(we.PeakBytes), "< 2 GiB"),
            new(
                "one new file of 1 % after 30 days",
                Seconds(increment.WallMs),
                $"whole run {Seconds(we.WallMs)}",
                $"{100 * increment.WallMs / we.WallMs:0.0} %",
                "<= 8 %"),
        ];
    }
}
