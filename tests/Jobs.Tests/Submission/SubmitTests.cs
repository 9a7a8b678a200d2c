using System.Diagnostics;
using Lakehouse.Jobs.Submission;
using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Submission;

/// <summary>Servers that submit starts, and what is left of them.</summary>
public sealed class SubmitTests : IDisposable
{
    // Nobody listens at port 1.
    private const string Listens = "INFO SparkConnectServer: Spark Connect server started at: 127.0.0.1:1";

    private readonly ShopFolder _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Spark_submit_is_called_with_the_master_and_settings_and_ended_after_the_run()
    {
        using var spark = new FakeSpark(Listens, "exec sleep 600");
        var log = Path.Combine(_shop.Root, "spark.log");
        var run = await _shop.RunAsync(
            "submit", "--master", "yarn", "--spark-home", spark.Home, "--conf", "spark.executor.instances=3",
            "--conf", "spark.ui.enabled=true", "--log", log, ShopFolder.Project);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("ENG0302", run.Error);
        Assert.Contains(log, run.Error);
        Assert.Contains(Listens, await File.ReadAllTextAsync(log));
        Assert.False(FakeSpark.Runs(await spark.ProcessAsync()));
        Assert.Equal(
            ["--master", "yarn", "--deploy-mode", "client", "--class", "org.apache.spark.sql.connect.service.SparkConnectServer"],
            spark.Arguments[..6]);
        Assert.Equal("spark-internal", spark.Arguments[^1]);
        var settings = spark.Arguments[6..^1].Where((_, i) => i % 2 == 1).ToList();
        Assert.All(spark.Arguments[6..^1].Where((_, i) => i % 2 == 0), argument => Assert.Equal("--conf", argument));
        Assert.Contains("spark.executor.instances=3", settings);
        Assert.Contains("spark.ui.enabled=true", settings);
        Assert.Contains("spark.connect.grpc.binding.address=127.0.0.1", settings);
        Assert.Contains("spark.connect.grpc.binding.port=0", settings);
        Assert.Contains("spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension", settings);
    }

    [Fact]
    public async Task A_server_that_ends_at_once_is_told_with_its_log()
    {
        using var spark = new FakeSpark("no memory", "exit 7");
        var run = await _shop.RunAsync("submit", "--spark-home", spark.Home, ShopFolder.Project);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("MED1201: the Spark server ended with exit code 7", run.Error);
        var log = run.Error[(run.Error.IndexOf("is in ", StringComparison.Ordinal) + 6)..].Trim().TrimEnd('.');
        Assert.Equal("no memory\n", await File.ReadAllTextAsync(log));
        File.Delete(log);
    }

    [Fact]
    public async Task The_last_exception_of_a_server_that_ends_at_once_is_told()
    {
        // As Spark 4.1.2 says it.
        using var spark = new FakeSpark(
            "26/11/22 13:08:44 ERROR SparkContext: Error initializing SparkContext.\norg.apache.spark.SparkException: first",
            "echo 'Exception in thread \"main\" org.apache.spark.SparkException: Could not parse Master URL: [localhost]'; echo ' at org.apache.spark.X'; exit 1");
        var log = Path.Combine(_shop.Root, "spark.log");
        var run = await _shop.RunAsync("submit", "--master", "localhost", "--spark-home", spark.Home, "--log", log, ShopFolder.Project);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("before it listened: SparkException: Could not parse Master URL: [localhost]. What it printed is in " + log, run.Error);
    }

    [Fact]
    public async Task A_server_that_never_listens_is_given_up_and_ended()
    {
        using var spark = new FakeSpark("thinking", "exec sleep 600");
        var log = Path.Combine(_shop.Root, "spark.log");
        var run = await _shop.RunAsync("submit", "--spark-home", spark.Home, "--patience", "2", "--log", log, ShopFolder.Project);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("MED1201", run.Error);
        Assert.False(FakeSpark.Runs(await spark.ProcessAsync()));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task No_server_outlives_the_command(string signal)
    {
        // A server that takes its time, and children of its own.
        using var spark = new FakeSpark("starting", "trap 'exit 0' TERM; sleep 600 & while :; do sleep 0.1; done");
        var start = new ProcessStartInfo(
            "env",
            [
                "--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "medallion.dll"), "submit", "--spark-home", spark.Home,
                "--log", Path.Combine(_shop.Root, "spark.log"), ShopFolder.Project,
            ])
        { WorkingDirectory = _shop.Root, RedirectStandardError = true };
        using var command = Process.Start(start)!;
        var server = await spark.ProcessAsync();
        using (var kill = Process.Start("kill", [$"-{signal}", $"{command.Id}"]))
        {
            await kill.WaitForExitAsync();
        }
        await command.WaitForExitAsync();
        while (FakeSpark.Runs(server))
        {
            await Task.Delay(50);
        }
        Assert.NotEqual(0, command.ExitCode);
    }

    [Fact]
    public void Wrong_options_say_what_to_name()
    {
        Assert.Contains("SPARK_HOME", Wrong(new("yarn")));
        Assert.Contains("spark-submit", Wrong(new("yarn") { SparkHome = _shop.Root }));
        Assert.Contains("--jars", Wrong(new("yarn") { Jars = [_shop.Root] }));
        Assert.Contains("no folder", Wrong(new("local[2]") { Jars = ["/no/such/folder"] }));
        Assert.Contains("key=value", Wrong(new("local[2]") { Jars = [_shop.Root], Settings = ["spark.x"] }));
    }

    private static string Wrong(ConnectServerOptions options) =>
        Assert.Throws<UsageException>(() => ConnectServerCommand.Of(options)).Message;
}
