using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Runs;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>runs</c>: lists past runs.</summary>
internal static class RunsCommand
{
    public static Command Create(Streams streams)
    {
        var limit = new Option<int>("--limit")
        {
            Description = "How many to list at most, the newest first.",
            HelpName = "count",
            DefaultValueFactory = _ => 20,
        };
        var run = new Option<string?>("--run") { Description = "One run with its steps, balances and checks.", HelpName = "id" };
        var command = new Verb(
            "runs", "List past runs; those that changed nothing and met no problem leave no trace.",
            "medallion runs samples/shop", "medallion runs --run 20260301T060000-1a2b3c4d samples/shop")
        { limit, run };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var location = project.Read(parsed);
            var terminal = OutputOptions.Terminal(parsed, streams);
            var isJson = OutputOptions.IsJson(parsed);
            using var session = location.Open();
            if (parsed.GetValue(run) is { } runId)
            {
                var details = await RunReader.FindAsync(session, runId, cancellationToken)
                    ?? throw new UsageException($"There is no run {runId}. List them: {location.Command("runs")}");
                Write(details, terminal, isJson);
            }
            else
            {
                Write(await RunReader.ListAsync(session, parsed.GetValue(limit), cancellationToken), terminal, isJson);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(IReadOnlyList<RunSummary> runs, Terminal terminal, bool isJson)
    {
        if (isJson)
        {
            Document.Write(terminal.Data, runs);
            return;
        }
        terminal.Table(
            ["run", "started", "time", "status", "files", "records", "accepted", "duplicate", "quarantined", "products", "problems"],
            runs.Select(run => new object?[]
            {
                run.RunId, Started(run), Amount.Of(run.EndedAt - run.StartedAt), run.Status, Amount.Of(run.Files),
                Amount.Of(run.Records), Amount.Of(run.Accepted), Amount.Of(run.Duplicate), Amount.Of(run.Quarantined),
                Amount.Of(run.Products), Amount.Of(run.Problems),
            }));
    }

    private static void Write(RunDetails run, Terminal terminal, bool isJson)
    {
        if (isJson)
        {
            Document.Write(terminal.Data, new
            {
                run.Summary,
                Steps = run.Steps.Select(step => new { step.Stage, step.Subject, Seconds = step.Elapsed.TotalSeconds }),
                run.Balances,
                run.Checks,
            });
            return;
        }
        terminal.Data.WriteLine($"{run.Summary.RunId}: {run.Summary.Status}, started {Started(run.Summary)} UTC");
        terminal.Data.WriteLine();
        terminal.Table(
            ["stage", "subject", "time"],
            run.Steps.Select(step => new object?[] { step.Stage, step.Subject, Amount.Of(step.Elapsed) }));
        terminal.Data.WriteLine();
        terminal.Table(
            [
                "dataset", "version", "bronze", "read", "came back", "accepted", "duplicate", "quarantined", "parked",
                "conflicts", "displaced",
            ],
            run.Balances.Select(b => new object?[]
            {
                b.Dataset, b.SilverVersion, $"{b.BronzeFrom}..{b.BronzeTo}",
                Amount.Of(b.Balance.Read), Amount.Of(b.Balance.CameBack),
                Amount.Of(b.Balance.Accepted), Amount.Of(b.Balance.Duplicate), Amount.Of(b.Balance.Quarantined),
                Amount.Of(b.Balance.Parked), Amount.Of(b.Balance.Conflicts), Amount.Of(b.Balance.Displaced),
            }));
        terminal.Data.WriteLine();
        terminal.Table(
            ["table", "check", "measured", "expected", "passed", "severity"],
            run.Checks.Select(check => new object?[]
            {
                check.Table, check.Check, check.Measured, check.Expected, check.Passed ? "yes" : "no",
                check.Severity.ToLowerInvariant(),
            }));
    }

    private static string Started(RunSummary run) => run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss");
}
