using System.Diagnostics;
using Lakehouse.Benchmarks.Answers;
using Lakehouse.Benchmarks.Children;
using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>
/// The whole run on a Spark server of two threads, in turn with the same work by hand on the same server; then one more day of
/// 1 %, and the whole run on DuckDB. A first pair over a tenth of the events warms the server up and does not count.
/// </summary>
internal static class WholeRunOnSpark
{
    private const string Compiled = "-XX:TieredStopAtLevel=4 -XX:-UseSerialGC -XX:+UseParallelGC";

    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var workload = await Workload.MakeAsync(options, "whole", "--events", $"{options.Events}");
        var small = await Workload.MakeAsync(options, "whole", "--events", $"{options.Events / 10}");
        var command = Path.Combine(options.Shared, "testbed", "spark-connect");
        var folder = workload.Fresh("spark-server");
        Environment.SetEnvironmentVariable("TESTBED_JAVA_OPTIONS", Compiled);
        var address = (await Programs.RunAsync(command, "start", "--port", "0", "--dir", folder, "--memory", "4g")).Trim();
        try
        {
            using var server = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "spark-connect.pid"))));
            var (ours, hand, more, duckDb) = (new List<Measurement>(), new List<Measurement>(), new List<Measurement>(), new List<Measurement>());
            string[] onSpark = ["--engine", "spark", "--remote", address];
            foreach (var work in Enumerable.Repeat(workload, options.Repeat).Prepend(small))
            {
                hand.Add(await OfAsync(server, () => ByHandAsync(address, work)));
                var storage = work.Fresh("spark-tables");
                ours.Add(await OfAsync(server, () => Sides.OursAsync(storage, work.Landing, work.Expected, args: onSpark)));
                more.Add(await OfAsync(server, () => Sides.OursAsync(storage, work.LandingAfter, work.ExpectedAfter, args: onSpark)));
                duckDb.Add(await Sides.OursAsync(work.Fresh("tables"), work.Landing, work.Expected));
            }

            var (we, they, increment) = (Measurement.Median(ours[1..]), Measurement.Median(hand[1..]), Measurement.Median(more[1..]));
            var inProcess = Measurement.Median(duckDb[1..]);
            return
            [
                new("whole run on Spark, wall", Seconds(we.WallMs), $"by hand {Seconds(they.WallMs)}", Ratio(we.WallMs, they.WallMs), "<= 1.2x"),
                new("whole run on Spark, processor time", Seconds(we.CpuMs), $"by hand {Seconds(they.CpuMs)}", Ratio(we.CpuMs, they.CpuMs), ""),
                new("one new file of 1 % on Spark", Seconds(increment.WallMs), $"whole run {Seconds(we.WallMs)}", $"{100 * increment.WallMs / we.WallMs:0.0} %", ""),
                new("whole run on Spark and on DuckDB", Seconds(we.WallMs), $"on DuckDB {Seconds(inProcess.WallMs)}", Ratio(we.WallMs, inProcess.WallMs), ""),
            ];
        }
        finally
        {
            await Programs.RunAsync(command, "stop", "--dir", folder);
        }
    }

    // The processor time of the command, where there is one, and of the server.
    private static async Task<Measurement> OfAsync(Process server, Func<Task<Measurement>> run)
    {
        server.Refresh();
        var before = server.TotalProcessorTime;
        var measured = await run();
        server.Refresh();
        return measured with { CpuMs = measured.CpuMs + (server.TotalProcessorTime - before).TotalMilliseconds };
    }

    private static async Task<Measurement> ByHandAsync(string address, Workload workload)
    {
        var tables = workload.Fresh("spark-by-hand");
        await Programs.SettleAsync();
        var measured = await Measurement.OfAsync(ByHandOnSpark.Verb, address, workload.Landing, tables);
        (await AnswerReader.ByHandAsync(tables)).MustBe(Answer.Expected(workload.Expected), "by hand on Spark");
        return measured;
    }
}
