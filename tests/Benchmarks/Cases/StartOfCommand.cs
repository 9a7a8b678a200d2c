using System.Diagnostics;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>How long the command takes to say what it can do.</summary>
internal static class StartOfCommand
{
    private const int Repeat = 11;

    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var times = new List<double>();
        for (var i = 0; i <= Repeat; i++)
        {
            var watch = Stopwatch.StartNew();
            await Programs.RunAsync(Programs.Medallion, "--help");
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        // The first start also read the files from disk.
        var median = times.Skip(1).Order().ElementAt(Repeat / 2);
        return [new($"`medallion --help`, {Programs.Flavour} build", $"{median:0} ms", "", $"{median:0} ms", "< 150 ms")];
    }
}
