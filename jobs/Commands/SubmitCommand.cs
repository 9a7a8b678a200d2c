using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Jobs.Submission;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>submit</c>: starts Spark, runs the project on it, and ends it.</summary>
internal static class SubmitCommand
{
    public static Command Create(Streams streams)
    {
        var master = new Option<string>("--master")
        {
            Description = "Spark's master: local[2], yarn, k8s://…, spark://….",
            HelpName = "master",
            DefaultValueFactory = _ => "local[*]",
        };
        var sparkHome = new Option<string?>("--spark-home")
        {
            Description = "The folder of Spark, whose bin/spark-submit is started, instead of SPARK_HOME.",
            HelpName = "folder",
        };
        var jars = new Option<string[]>("--jars")
        {
            Description = "A folder with the jars of Spark and Delta, started with java and without spark-submit; local masters only; may be repeated.",
            HelpName = "folder",
        };
        var settings = new Option<string[]>("--conf")
        {
            Description = "A setting of Spark; may be repeated.",
            HelpName = "key=value",
        };
        var bind = new Option<string>("--bind")
        {
            Description = "The address that the server listens at. It asks nobody for a password: leave it to this machine.",
            HelpName = "address",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        var port = new Option<int>("--port") { Description = "The port that it listens at; 0 for a free one.", HelpName = "port" };
        var patience = new Option<int>("--patience")
        {
            Description = "Seconds that the server may take until it listens.",
            HelpName = "seconds",
            DefaultValueFactory = _ => 300,
        };
        var log = new Option<string?>("--log")
        {
            Description = "Keep what the server prints in this file; else it is kept in a temporary one when the run fails.",
            HelpName = "file",
        };
        var command = new Verb(
            "submit",
            "Start a Spark Connect server, run the project on it, and end it; the exit code is the run's.",
            "medallion submit --master local[2] --jars /opt/spark/jars samples/shop",
            "medallion submit --master yarn --spark-home /opt/spark --conf spark.executor.instances=8 --storage /shared/shop samples/shop",
            "medallion submit --master k8s://https://kubernetes.default --conf spark.kubernetes.container.image=spark:4.1.2 samples/shop")
        { master, sparkHome, jars, settings, bind, port, patience, log };
        var nothingToDo = RunCommand.NothingToDo();
        command.Add(nothingToDo);
        var select = new SelectOption(command);
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // Ctrl-C is heard once this is awaited, and what is started from here on has to be ended.
            await Task.Yield();
            var terminal = OutputOptions.Terminal(parsed, streams);
            var options = new ConnectServerOptions(parsed.GetRequiredValue(master))
            {
                SparkHome = parsed.GetValue(sparkHome) ?? Environment.GetEnvironmentVariable("SPARK_HOME"),
                JavaHome = Environment.GetEnvironmentVariable("JAVA_HOME"),
                Jars = parsed.GetValue(jars) ?? [],
                Settings = parsed.GetValue(settings) ?? [],
                Bind = parsed.GetRequiredValue(bind),
                Port = parsed.GetValue(port),
                Patience = TimeSpan.FromSeconds(parsed.GetValue(patience)),
                LogFile = parsed.GetValue(log),
            };
            var location = project.Read(parsed);
            terminal.Say($"Starting Spark on {options.Master}");
            await using var server = await ConnectServer.StartAsync(options, cancellationToken);
            terminal.Say($"Spark listens at {server.Address}");
            var failed = true;
            try
            {
                using var session = location.OpenForRun("spark", server.Address);
                var report = await RunCommand.RunAsync(session, select.Read(parsed), terminal, cancellationToken);
                RunCommand.Tell(report, location, terminal, OutputOptions.IsJson(parsed));
                var code = RunCommand.ExitCodeOf(report, parsed.GetValue(nothingToDo));
                failed = code == ExitCode.Failure;
                return code;
            }
            catch (OperationCanceledException)
            {
                failed = false;
                throw;
            }
            finally
            {
                server.KeepsLog = failed;
                if (failed)
                {
                    terminal.Fail($"What the Spark server printed is in {server.LogFile}.");
                }
            }
        });
        return command;
    }
}
