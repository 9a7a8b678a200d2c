using System.Diagnostics;

namespace Lakehouse.Benchmarks.Children;

/// <summary>The command as a user starts it, in a process that has no other children to count.</summary>
internal static class OurRun
{
    public const string Verb = "our-run";

    /// <summary>Runs and prints what it took, the start of the command included.</summary>
    /// <param name="args">Project, storage and landing.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var watch = Stopwatch.StartNew();
        await Programs.RunAsync(
            Programs.Medallion, "run", args[0], "--storage", args[1], "--landing", args[2], "--quiet");
        Measurement.PrintChild(watch.Elapsed);
        return 0;
    }
}
