using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lakehouse.Benchmarks;

/// <summary>What one process took, said by itself at its end.</summary>
/// <param name="WallMs">From the start of the process.</param>
/// <param name="CpuMs">Processor time of all threads.</param>
/// <param name="PeakBytes">The most memory that was resident.</param>
internal sealed partial record Measurement(double WallMs, double CpuMs, long PeakBytes)
{
    private const string Prefix = "measured ";
    private const int Children = -1;

    /// <summary>Prints what this process took until now.</summary>
    /// <param name="wallMs">The time of the work when it is not all that the process did.</param>
    public static void Print(double? wallMs = null)
    {
        using var process = Process.GetCurrentProcess();
        Print(new Measurement(
            wallMs ?? (DateTime.Now - process.StartTime).TotalMilliseconds,
            process.TotalProcessorTime.TotalMilliseconds,
            process.PeakWorkingSet64));
    }

    /// <summary>Prints what the children of this process took, all ended by now.</summary>
    public static void PrintChild(TimeSpan wall)
    {
        if (GetUsage(Children, out var usage) != 0)
        {
            throw new InvalidOperationException("The system does not tell what a child took.");
        }
        var cpuMs = 1000.0 * (usage.UserSeconds + usage.SystemSeconds)
            + (usage.UserMicroseconds + usage.SystemMicroseconds) / 1000.0;
        Print(new Measurement(wall.TotalMilliseconds, cpuMs, usage.PeakKilobytes * 1024));
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
        Median(all, one => one.CpuMs),
        (long)Median(all, one => one.PeakBytes));

    private static void Print(Measurement measured) => Console.WriteLine(Prefix + JsonSerializer.Serialize(measured));

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, out Usage usage);

    private static double Median(IReadOnlyCollection<Measurement> all, Func<Measurement, double> value)
    {
        var sorted = all.Select(value).Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    // struct rusage of Linux on 64 bits; the rest of it is not needed.
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
        public long PeakKilobytes;
    }
}
