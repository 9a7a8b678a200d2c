using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Jobs.Progress;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Runs;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>run</c>: lands new files and brings every table up to date.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);

    public static Command Create(Streams streams)
    {
        var nothingToDo = NothingToDo();
        var engine = new Option<string?>("--engine")
        {
            Description = "What computes Silver and Gold, instead of what lakehouse.yaml says: duckdb or spark.",
            HelpName = "name",
        };
        engine.AcceptOnlyFromAmong("duckdb", "spark");
        var remote = new Option<string?>("--remote")
        {
            Description = "The Spark Connect server, instead of what lakehouse.yaml says.",
            HelpName = "sc://host:port",
        };
        var command = new Verb(
            "run", "Land new files and bring Bronze, Silver and Gold up to date; ends with a balance of all records.",
            "medallion run samples/shop",
            "medallion run --select orders,daily_*",
            "medallion run --env prod --quiet --json > run.json",
            "medallion run --engine spark --remote sc://localhost:15002 samples/shop",
            "medallion run --storage /data/shop --landing /incoming samples/shop")
        { nothingToDo, engine, remote };
        var select = new SelectOption(command);
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var location = project.Read(parsed);
            var terminal = OutputOptions.Terminal(parsed, streams);
            using var session = location.OpenForRun(parsed.GetValue(engine), parsed.GetValue(remote));
            if (parsed.GetValue(remote) is not null && session.Project.Engine != "spark")
            {
                throw new UsageException($"--remote names a Spark server, and the engine is {session.Project.Engine}. Add --engine spark.");
            }
            var report = await RunAsync(session, select.Read(parsed), terminal, cancellationToken);
            Tell(report, location, terminal, OutputOptions.IsJson(parsed));
            return ExitCodeOf(report, parsed.GetValue(nothingToDo));
        });
        return command;
    }

    /// <summary>The option for schedulers that tell a run without work from others.</summary>
    public static Option<int> NothingToDo() => new("--nothing-to-do-exit-code")
    {
        Description = "The exit code when there was nothing to do; 99 for schedulers that skip on it.",
        HelpName = "code",
    };

    /// <summary>Tells what a run did.</summary>
    public static void Tell(RunReport report, ProjectLocation location, Terminal terminal, bool isJson)
    {
        if (isJson)
        {
            Document.Write(terminal.Data, RunDocument.Of(report));
        }
        else if (!terminal.IsQuiet)
        {
            BalanceSheet.Write(report, terminal);
        }
        Conclude(report, location, terminal);
    }

    /// <summary>Runs a project and shows how it goes.</summary>
    public static async Task<RunReport> RunAsync(
        LakehouseSession session, IReadOnlyList<string> selection, Terminal terminal, CancellationToken cancellationToken)
    {
        var step = new RunningStep(TimeProvider.System, () => EngineProgress.Of(session));
        IRunView view = terminal.IsLive
            ? new LiveRunView(terminal.Console, step, TimeProvider.System)
            : new PlainRunView(terminal, step, TimeProvider.System, Heartbeat);
        var run = session.NewRun(view, selection);
        try
        {
            return await view.WatchAsync(() => Flow.RunAsync(run, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            var committed = await RunReader.CommittedAsync(session, run.RunId, CancellationToken.None);
            terminal.Say(committed.Count == 0
                ? "This run has committed nothing."
                : $"This run has committed {string.Join(", ", committed)}.");
            throw;
        }
    }

    private static void Conclude(RunReport report, ProjectLocation location, Terminal terminal)
    {
        foreach (var warning in report.Warnings)
        {
            terminal.Warn($"{warning.Code}: {warning.Subject}: {warning.Message}");
        }
        foreach (var problem in report.Problems)
        {
            terminal.Fail($"{problem.Code}: {problem.Subject}: {problem.Message}");
        }
        if (report.Silver.Any(dataset => dataset.Balance.Quarantined > 0))
        {
            terminal.Say($"Rejected records: {location.Command("quarantine ls")}");
        }
        if (report.Gold.FirstOrDefault(product => product.Version is not null) is { } built)
        {
            terminal.Say($"A product: {location.Command($"query \"from gold.{built.Product}\"")}");
        }
    }

    /// <summary>What the report means to a scheduler.</summary>
    public static int ExitCodeOf(RunReport report, int nothingToDo) => report.Problems.Any(problem => problem.BrokenData)
        ? ExitCode.DataRefused
        : report.Problems.Any()
            ? ExitCode.Failure
            : report.ChangedAnything ? ExitCode.Done : nothingToDo;
}
