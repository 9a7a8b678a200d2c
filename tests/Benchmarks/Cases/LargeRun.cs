using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>The first run over ten times the events: over the long history's data, which a call of that case leaves behind.</summary>
internal static class LargeRun
{
    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var workload = await Workload.MakeAsync(
            options, "history", "--events", $"{options.Events / 10}", "--history-days", $"{30 * options.Times}");
        var ours = await Sides.OursAsync(workload.Fresh("tables"), workload.Landing, workload.Expected);
        return
        [
            new(
                $"first run over {(long)options.Events / 10 * options.Times:N0} events",
                Seconds(ours.WallMs),
                "",
                Memory(ours.PeakBytes),
                "< 4 GiB"),
        ];
    }
}
