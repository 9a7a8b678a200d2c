using System.Diagnostics;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Benchmarks.Children;

/// <summary>Opens a table's newest version in a process of its own, so that nothing is warm and its memory is known.</summary>
internal static class OpenLogRun
{
    public const string Verb = "open-log";

    private const int Again = 5;

    /// <summary>Opens it, goes through its files, and opens it some times more.</summary>
    /// <param name="args">The table's folder and how many files it has.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var watch = Stopwatch.StartNew();
        var snapshot = await OpenAsync(args[0]);
        var openMs = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        var (count, bytes) = (0, 0L);
        foreach (var file in snapshot.Files) (count, bytes) = (count + 1, bytes + file.SizeBytes);
        var filesMs = watch.Elapsed.TotalMilliseconds;
        if (count != int.Parse(args[1]) || count != snapshot.Files.Count || bytes != snapshot.SizeBytes)
        {
            throw new InvalidOperationException($"The table has {count} files of {bytes} bytes and must have {args[1]} of {snapshot.SizeBytes}.");
        }

        using var process = Process.GetCurrentProcess();
        var peakBytes = process.PeakWorkingSet64;
        var againMs = await MedianAsync(() => OpenAsync(args[0]));
        using var tables = new LocalTables(Path.GetDirectoryName(args[0])!);
        var table = tables.Table(Path.GetFileName(args[0]));
        await table.LoadAsync();
        new OpenedLog(openMs, filesMs, againMs, await MedianAsync(() => table.LoadAsync()), peakBytes).Print();
        return 0;
    }

    private static async Task<double> MedianAsync(Func<Task> open)
    {
        var times = new List<double>();
        for (var i = 0; i < Again; i++)
        {
            var watch = Stopwatch.StartNew();
            await open();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(Again / 2);
    }

    private static async Task<Snapshot> OpenAsync(string table)
    {
        using var tables = new LocalTables(Path.GetDirectoryName(table)!);
        return await tables.Table(Path.GetFileName(table)).LoadAsync();
    }
}
