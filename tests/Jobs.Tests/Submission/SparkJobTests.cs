using System.Diagnostics;
using Lakehouse.Engine.Spark;
using Lakehouse.Jobs.Tests.Support;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Jobs.Tests.Submission;

/// <summary>The project that init makes, on real Spark servers.</summary>
[Trait("Category", "Spark")]
public sealed class SparkJobTests : IAsyncLifetime, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("medallion-spark-job-").FullName;

    public async Task InitializeAsync() => await DoneAsync("init", "lake");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [SkippableFact]
    public async Task Submit_runs_the_project_on_a_local_server_of_its_own_and_ends_it()
    {
        var testbed = SharedFolder.Require("testbed");
        using var unpack = Process.Start(new ProcessStartInfo(Path.Combine(testbed, "unpack")) { RedirectStandardOutput = true })!;
        var lib = Path.Combine((await unpack.StandardOutput.ReadToEndAsync()).Trim(), "lib");
        string[] submit =
        [
            "submit", "--master", "local[2]", "--jars", testbed, "--jars", Path.Combine(lib, "spark"), "--jars", Path.Combine(lib, "shared"),
            "--conf", "spark.driver.memory=1g", "--conf", "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 -Xss4m",
            "--conf", "spark.sql.shuffle.partitions=1", "--conf", "spark.databricks.delta.snapshotPartitions=1",
            "--conf", "spark.sql.codegen.factoryMode=NO_CODEGEN", "--conf", "spark.sql.codegen.wholeStage=false",
            "--conf", $"spark.app.name={Path.GetFileName(_root)}", "--nothing-to-do-exit-code", "99", "lake", "--storage", "spark",
        ];

        var run = await DoneAsync(submit);
        Assert.Contains("Spark listens at sc://127.0.0.1:", run.Error);
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc"), process => CommandLineOf(process).Contains(Path.GetFileName(_root) + '\0', StringComparison.Ordinal));

        await DoneAsync("run", "lake", "--storage", "duckdb");
        await DoneAsync("parity", "lake", "--storage", "duckdb", "--with", "spark", "--ignore", "landed_at");
        Assert.Equal(99, (await MedallionProcess.RunAsync(_root, submit)).ExitCode);
    }

    [SkippableFact]
    public async Task Parity_runs_both_engines_and_certifies_their_tables()
    {
        using var server = SparkServer.Start();
        var parity = await DoneAsync("parity", "lake", "--remote", server.Address, "--output", "parity.md", "--json");
        Assert.True(parity.Json.GetProperty("holds").GetBoolean());
        Assert.Equal(
            ["bronze.orders", "silver.orders", "quarantine", "gold.daily_revenue"],
            parity.Json.GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("table").GetString()));
        Assert.Contains("**All 4 tables are the same.**", await File.ReadAllTextAsync(Path.Combine(_root, "parity.md")));
        Assert.False(Directory.Exists(Path.Combine(_root, "lake", "tables")));
        var kept = parity.Error.Split('\n').Single(line => line.StartsWith("Running on spark into ", StringComparison.Ordinal));
        Assert.False(Directory.Exists(kept["Running on spark into ".Length..].Trim()));
    }

    [SkippableFact]
    public async Task Ctrl_C_takes_the_work_of_a_run_off_the_server_of_its_environment()
    {
        using var server = SparkServer.Start(0, "spark.master=local[1]");
        await File.AppendAllTextAsync(Path.Combine(_root, "lake", "lakehouse.yaml"), $"""
            environments:
              cluster:
                engine: spark
                remote: {server.Address}
                storage: spark

            """);
        // Someone else has the only place for tasks, so that what the run asks for waits.
        var (taken, progress) = (new TaskCompletionSource(), new Progress<SparkProgress>());
        progress.ProgressChanged += (_, value) =>
        {
            if (value.RunningTasks > 0)
            {
                taken.TrySetResult();
            }
        };
        await using var other = SparkSession.Builder(TimeProvider.System, Guid.NewGuid).Remote(server.Address).Progress(progress).GetOrCreate();
        var sleep = await other.SqlAsync("SELECT id, java_method('java.lang.Thread', 'sleep', CAST(600000 AS BIGINT)) AS s FROM range(0, 1, 1, 1)");
        var sleeping = sleep.CollectAsync();
        await taken.Task;

        var run = await MedallionProcess.InterruptAsync(
            _root, "0 of 1 task of 1 stage on Spark", "run", "lake", "--env", "cluster", "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("CANCELLED", run.Json.GetProperty("error").GetProperty("code").GetString());
        await other.InterruptAllAsync();
        Assert.Equal(Engine.ErrorCodes.SparkInterrupted, (await Assert.ThrowsAsync<SparkException>(() => sleeping)).Code);

        // What the run had asked for would come first.
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(10L, (await (await other.SqlAsync("SELECT count(*) FROM range(0, 10, 1, 1)")).CollectAsync()).Single().Get(0));
        }
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_root, "lake", "spark"), "*.parquet", SearchOption.AllDirectories));
        await DoneAsync("run", "lake", "--env", "cluster");
        await DoneAsync("run", "lake");
        await DoneAsync("parity", "lake", "--storage", "lake/tables", "--with", "lake/spark", "--ignore", "landed_at");
    }

    private async Task<MedallionProcess> DoneAsync(params string[] args)
    {
        var run = await MedallionProcess.RunAsync(_root, args);
        Assert.True(run.ExitCode == ExitCode.Done, run.Out + run.Error);
        return run;
    }

    private static string CommandLineOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
