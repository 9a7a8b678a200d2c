using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>
/// Statements for one process of the test bed's Spark, whose start costs more than they do, and what we do between them.
/// </summary>
/// <param name="folder">An absolute folder for the script; nothing else is in it.</param>
internal sealed class SparkScript(string folder)
{
    private const string Marker = "medallion_query";

    private readonly StringBuilder _statements = new();
    private readonly List<Func<Task>> _turns = [];

    /// <summary>Adds a query whose rows are wanted.</summary>
    public void Query(string name, string sql) => _statements.Append($"select '{name}' as {Marker};\n{sql};\nselect '' as {Marker};\n");

    /// <summary>Adds a statement that changes something; the rows it may print are dropped.</summary>
    public void Run(string sql) => _statements.Append(sql).Append(";\n");

    /// <summary>Adds work of ours, during which Spark stands still.</summary>
    public void Turn(Func<Task> work) => Run($"select {Waiting("0", work)}");

    /// <summary>Adds an insert of ids with a name; we work after Spark began its transaction and before it commits.</summary>
    public void InsertDuring(string table, string name, int first, int end, Func<Task> work) => Run(
        $"insert into {table} select cast(line as bigint), '{name}' from (select {Waiting("id", work)} from range({first}, {end}, 1, 1))");

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
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>> RunAsync()
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "script.sql");
        await File.WriteAllTextAsync(file, _statements.ToString());
        // To plan and compile each of these small statements well would take longer than to run them as they are.
        string[] arguments =
        [
            "--all", "-f", file,
            "--conf", "spark.sql.codegen.wholeStage=false", "--conf", "spark.sql.codegen.factoryMode=NO_CODEGEN",
            "--conf", "spark.sql.adaptive.enabled=false", "--conf", "spark.sql.shuffle.partitions=1",
        ];
        var start = new ProcessStartInfo(SharedFolder.Require("testbed", "spark-sql"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var end = process.WaitForExitAsync();
        try
        {
            for (var turn = 0; turn < _turns.Count; turn++)
            {
                while (!File.Exists(Begun(turn)))
                {
                    Assert.False(end.IsCompleted, end.IsCompleted ? await errors : null);
                    await Task.WhenAny(end, Task.Delay(20));
                }

                await _turns[turn]();
                await File.WriteAllTextAsync(Done(turn), "");
            }

            await end;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        Assert.True(process.ExitCode == 0, await errors);
        return Results(await output);
    }

    /// <summary>Spark passes the column through a command that says where it is and waits for us.</summary>
    private string Waiting(string column, Func<Task> work)
    {
        var turn = _turns.Count;
        _turns.Add(work);
        return $"transform({column}) using 'touch {Begun(turn)}; until [ -e {Done(turn)} ]; do sleep 0.02; done; cat' as (line string)";
    }

    private string Begun(int turn) => Path.Combine(folder, $"begun-{turn}");

    private string Done(int turn) => Path.Combine(folder, $"done-{turn}");

    private static Dictionary<string, IReadOnlyList<JsonElement>> Results(string output)
    {
        var results = new Dictionary<string, IReadOnlyList<JsonElement>>();
        List<JsonElement> rows = [];
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var row = JsonDocument.Parse(line).RootElement;
            if (row.TryGetProperty(Marker, out var name))
            {
                results[name.GetString()!] = rows = [];
            }
            else
            {
                rows.Add(row);
            }
        }

        return results;
    }
}
