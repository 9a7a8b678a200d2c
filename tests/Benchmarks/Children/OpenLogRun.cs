using System.Diagnostics;

namespace Lakehouse.Benchmarks.Children;

/// <summary>Opens a table's newest version some times, in a process of its own so that its memory is known.</summary>
internal static class OpenLogRun
{
    public const string Verb = "open-log";

    private const int Times = 5;

    /// <summary>Runs and prints the median time of one opening, the first one left out, and the process's memory.</summary>
    /// <param name="args">The table's folder and how many files it has.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = Path.GetDirectoryName(args[0])!;
        var times = new List<double>();
        for (var i = 0; i <= Times; i++)
        {
            using var tables = new LocalTables(root);
            var watch = Stopwatch.StartNew();
            var snapshot = await tables.Table(Path.GetFileName(args[0])).LoadAsync();
            times.Add(watch.Elapsed.TotalMilliseconds);
            if (snapshot.Files.Count != int.Parse(args[1]))
            {
                throw new InvalidOperationException($"The table has {snapshot.Files.Count} files and must have {args[1]}.");
            }
        }

        Measurement.Print(times.Skip(1).Order().ElementAt(Times / 2));
        return 0;
    }
}
