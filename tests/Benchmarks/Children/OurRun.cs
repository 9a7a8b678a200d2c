using System.Diagnostics;
using Lakehouse.Medallion;

namespace Lakehouse.Benchmarks.Children;

/// <summary>The whole flow in a process of its own, as <c>medallion run</c> does it.</summary>
internal static class OurRun
{
    public const string Verb = "our-run";

    /// <summary>Runs and prints what it took.</summary>
    /// <param name="args">Project, storage and landing.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var work = Stopwatch.StartNew();
        var options = new LakehouseOptions(args[0], TimeProvider.System, Guid.NewGuid) { Storage = args[1], Landing = args[2] };
        using var session = new LakehouseSession(options);
        var report = await Flow.RunAsync(session.NewRun(new Silence(), []), CancellationToken.None);
        foreach (var problem in report.Problems)
        {
            Console.WriteLine(problem);
        }

        Measurement.Print(work.Elapsed);
        return report.Status == "done" ? 0 : 1;
    }

    private sealed class Silence : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
        }
    }
}
