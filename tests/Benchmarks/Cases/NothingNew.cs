using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>A run with nothing new after many landed files.</summary>
internal static class NothingNew
{
    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var workload = await Workload.MakeAsync(
            options, "nothing-new", "--events", $"{20 * options.Files}", "--files", $"{options.Files}");
        var storage = workload.Fresh("tables");
        var first = await Sides.OursAsync(storage, workload.Landing, workload.Expected);
        var again = new List<Measurement>();
        for (var i = 0; i < options.Repeat; i++)
        {
            again.Add(await Sides.OursAsync(storage, workload.Landing, workload.Expected));
        }

        var median = Measurement.Median(again);
        return
        [
            new(
                $"nothing new, {options.Files:N0} files landed",
                Seconds(median.WallMs),
                $"first run {Seconds(first.WallMs)}",
                $"{Seconds(median.WallMs)} with the start",
                "< 1 s after start"),
        ];
    }
}
