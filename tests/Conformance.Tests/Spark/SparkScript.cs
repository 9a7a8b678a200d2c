using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Statements for one process of the test bed's Spark; its start costs more than the queries.</summary>
internal sealed class SparkScript
{
    private const string Marker = "medallion_query";

    private readonly StringBuilder _sql = new();

    /// <summary>Adds a statement whose rows are wanted.</summary>
    public void Query(string name, string sql) => Run($"select '{name}' as {Marker};\n{sql}");

    /// <summary>Adds a statement without rows.</summary>
    public void Run(string sql) => _sql.Append(sql).Append(";\n");

    /// <summary>A table by its folder, as Spark names it.</summary>
    public static string Table(string folder) => $"delta.`{folder}`";

    /// <summary>Skips the test where there is no Spark.</summary>
    public static void Require()
    {
        SharedFolder.Require("testbed", "spark-sql");
        var folders = Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home
            ? [Path.Combine(home, "bin")]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Skip.IfNot(folders.Any(folder => File.Exists(Path.Combine(folder, "java"))), "There is no Java on this machine.");
    }

    /// <summary>Runs all statements and gives the rows of each query by its name.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>> RunAsync(string folder)
    {
        var file = Path.Combine(folder, "script.sql");
        await File.WriteAllTextAsync(file, _sql.ToString());
        var start = new ProcessStartInfo(SharedFolder.Require("testbed", "spark-sql"), ["-f", file, "--all"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return Results(output);
    }

    private static Dictionary<string, IReadOnlyList<JsonElement>> Results(string output)
    {
        var results = new Dictionary<string, IReadOnlyList<JsonElement>>();
        List<JsonElement> rows = [];
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var row = JsonDocument.Parse(line).RootElement;
            if (row.TryGetProperty(Marker, out var name))
            {
                results.Add(name.GetString()!, rows = []);
            }
            else
            {
                rows.Add(row);
            }
        }

        return results;
    }
}
