using Lakehouse.Engine.Spark;

namespace Lakehouse.Benchmarks.Children;

/// <summary>The same work written by hand for Spark, as a script that is sent to a server.</summary>
internal static class ByHandOnSpark
{
    public const string Verb = "by-hand-on-spark";

    /// <summary>Runs the script and prints what it took; the processor time is that of this process alone.</summary>
    /// <param name="args">The server, the folder of the landing, the folder for the tables.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var script = await File.ReadAllTextAsync(
            Path.Combine(BenchmarkOptions.Repository, "tests", "Benchmarks", "Cases", "by-hand.spark.sql"));
        using var spark = await SparkSession.Builder(TimeProvider.System, Guid.NewGuid).Remote(args[0]).GetOrCreateAsync(CancellationToken.None);
        var lines = script.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal));
        foreach (var statement in string.Join('\n', lines).Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            await spark.SqlAsync(statement.Replace("{landing}", args[1]).Replace("{out}", args[2]), CancellationToken.None);
        }
        Measurement.Print();
        return 0;
    }
}
