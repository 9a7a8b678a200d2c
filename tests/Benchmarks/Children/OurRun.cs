using System.Diagnostics;

namespace Lakehouse.Benchmarks.Children;

/// <summary>The command as a user starts it, in a process that has no other children to count.</summary>
internal static class OurRun
{
    public const string Verb = "our-run";

    /// <summary>Runs and prints what it took, the start of the command included.</summary>
    /// <param name="args">What is typed behind <c>medallion</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        // Starting a process for the first time compiles what starts processes: that is ours, not the command's.
        await Programs.RunAsync("true");
        var watch = Stopwatch.StartNew();
        await Programs.RunAsync(Programs.Medallion, args);
        Measurement.PrintChild(watch.Elapsed);
        return 0;
    }
}
