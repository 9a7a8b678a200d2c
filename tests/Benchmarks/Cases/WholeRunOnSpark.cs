using System.Diagnostics;
using Lakehouse.Benchmarks.Answers;
using Lakehouse.Engine.Spark;
using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>
/// The whole run on a Spark server of two threads, in turn with the same work by hand on the same server; then one more day of
/// 1 %, and the whole run on DuckDB. A first pair warms the server up and does not count.
/// </summary>
internal static class WholeRunOnSpark
{
    private const string Compiled = "-XX:TieredStopAtLevel=4 -XX:-UseSerialGC -XX:+UseParallelGC";

    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var workload = await Workload.MakeAsync(options, "whole", "--events", $"{options.Events}");
        var command = Path.Combine(options.Shared, "testbed", "spark-connect");
        var folder = workload.Fresh("spark-server");
        Environment.SetEnvironmentVariable("TESTBED_JAVA_OPTIONS", Compiled);
        var address = (await Programs.RunAsync(command, "start", "--port", "0", "--dir", folder, "--memory", "4g")).Trim();
        try
        {
            using var server = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "spark-connect.pid"))));
            var (ours, hand, more, duckDb) = (new List<Measurement>(), new List<Measurement>(), new List<Measurement>(), new List<Measurement>());
            for (var i = 0; i <= options.Repeat; i++)
            {
                var tables = workload.Fresh("spark-by-hand");
                hand.Add(await OfAsync(server, () => ByHandAsync(address, workload.Landing, tables)));
                (await AnswerReader.ByHandAsync(tables)).MustBe(Answer.Expected(workload.Expected), "by hand on Spark");
                var storage = workload.Fresh("spark-tables");
                string[] onSpark = ["--engine", "spark", "--remote", address];
                ours.Add(await OfAsync(server, () => Sides.OursAsync(storage, workload.Landing, workload.Expected, args: onSpark)));
                more.Add(await OfAsync(server, () => Sides.OursAsync(storage, workload.LandingAfter, workload.ExpectedAfter, args: onSpark)));
                duckDb.Add(await Sides.OursAsync(workload.Fresh("tables"), workload.Landing, workload.Expected));
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

    private static async Task<Measurement> ByHandAsync(string address, string landing, string tables)
    {
        var script = await File.ReadAllTextAsync(
            Path.Combine(BenchmarkOptions.Repository, "tests", "Benchmarks", "Cases", "by-hand.spark.sql"));
        await Programs.SettleAsync();
        var watch = Stopwatch.StartNew();
        using var spark = await SparkSession.Builder(TimeProvider.System, Guid.NewGuid).Remote(address).GetOrCreateAsync(CancellationToken.None);
        var lines = script.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal));
        foreach (var statement in string.Join('\n', lines).Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            await spark.SqlAsync(statement.Replace("{landing}", landing).Replace("{out}", tables), CancellationToken.None);
        }

        return new Measurement(watch.Elapsed.TotalMilliseconds, 0, 0);
    }
}
