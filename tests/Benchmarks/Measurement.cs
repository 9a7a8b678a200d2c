using System.Diagnostics;
using System.Text.Json;

namespace Lakehouse.Benchmarks;

/// <summary>What one process took, said by itself at its end.</summary>
/// <param name="WallMs">From the start of the process.</param>
/// <param name="WorkMs">From the start of its work, without the start of the runtime.</param>
/// <param name="CpuMs">Processor time of all threads.</param>
/// <param name="PeakBytes">The most memory that was resident.</param>
internal sealed record Measurement(double WallMs, double WorkMs, double CpuMs, long PeakBytes)
{
    private const string Prefix = "measured ";

    /// <summary>Prints what this process took until now.</summary>
    public static void Print(TimeSpan work)
    {
        using var process = Process.GetCurrentProcess();
        var measured = new Measurement(
            (DateTime.Now - process.StartTime).TotalMilliseconds,
            work.TotalMilliseconds,
            process.TotalProcessorTime.TotalMilliseconds,
            process.PeakWorkingSet64);
        Console.WriteLine(Prefix + JsonSerializer.Serialize(measured));
    }

    /// <summary>Runs this program with other arguments and takes what it printed.</summary>
    public static async Task<Measurement> OfAsync(params string[] args)
    {
        var output = await Programs.RunAsync(Environment.ProcessPath!, args);
        var line = output.Split('\n').Last(line => line.StartsWith(Prefix, StringComparison.Ordinal));
        return JsonSerializer.Deserialize<Measurement>(line[Prefix.Length..])!;
    }

    /// <summary>The median of each number.</summary>
    public static Measurement Median(IReadOnlyCollection<Measurement> all) => new(
        Median(all, one => one.WallMs),
        Median(all, one => one.WorkMs),
        Median(all, one => one.CpuMs),
        (long)Median(all, one => one.PeakBytes));

    private static double Median(IReadOnlyCollection<Measurement> all, Func<Measurement, double> value)
    {
        var sorted = all.Select(value).Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
