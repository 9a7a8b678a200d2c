using System.Text.Json;

namespace Lakehouse.Benchmarks.Children;

/// <summary>What opening a table took.</summary>
/// <param name="FirstMs">The first opening in the process, DuckDB's start included.</param>
/// <param name="FilesMs">Going through its files after that.</param>
/// <param name="AgainMs">The median of later openings, each with a DuckDB of its own.</param>
/// <param name="OpenMs">The median of further openings with one DuckDB, as a program has it that stays.</param>
/// <param name="PeakBytes">The most memory that was resident until the first opening and the files were done.</param>
internal sealed record OpenedLog(double FirstMs, double FilesMs, double AgainMs, double OpenMs, long PeakBytes)
{
    private const string Prefix = "opened ";

    public void Print() => Console.WriteLine(Prefix + JsonSerializer.Serialize(this));

    /// <summary>The one with the median first opening of some processes.</summary>
    public static async Task<OpenedLog> OfAsync(int repeat, string table, int files)
    {
        var all = new List<OpenedLog>();
        for (var i = 0; i < repeat; i++)
        {
            var output = await Programs.RunAsync(Environment.ProcessPath!, OpenLogRun.Verb, table, $"{files}");
            var line = output.Split('\n').Last(line => line.StartsWith(Prefix, StringComparison.Ordinal));
            all.Add(JsonSerializer.Deserialize<OpenedLog>(line[Prefix.Length..])!);
        }

        return all.OrderBy(one => one.FirstMs).ElementAt(repeat / 2);
    }
}
