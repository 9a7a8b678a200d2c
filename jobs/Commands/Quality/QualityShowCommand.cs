using System.CommandLine;
using System.Text.Json.Nodes;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Runs;

namespace Lakehouse.Jobs.Commands.Quality;

/// <summary><c>quality show</c>: the checks of one run.</summary>
internal static class QualityShowCommand
{
    public static Command Create(Streams streams)
    {
        var run = new Argument<string>("run") { Description = "The run, as 'medallion runs' lists it." };
        var rows = new Option<int>("--rows")
        {
            Description = "How many failing rows of each check to show, by their keys; a run keeps the first 20.",
            HelpName = "count",
        };
        var command = new Verb(
            "show", "Show the checks of one run, and the rows that failed.",
            "medallion quality show 20260301T060000-1a2b3c4d --rows 5 samples/shop")
        { run, rows };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var location = project.Read(parsed);
            using var session = location.Open();
            var runId = parsed.GetRequiredValue(run);
            var details = await RunReader.FindAsync(session, runId, cancellationToken)
                ?? throw new UsageException($"There is no run {runId}. List them: {location.Command("runs")}");
            var terminal = OutputOptions.Terminal(parsed, streams);
            var shown = parsed.GetValue(rows);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, details.Checks.Select(check => new
                {
                    check.Table,
                    check.Check,
                    check.Measured,
                    check.Expected,
                    check.Passed,
                    check.Severity,
                    check.Sql,
                    Failing = Failing(check, shown == 0 ? int.MaxValue : shown),
                }));
                return ExitCode.Done;
            }
            terminal.Table(
                ["table", "check", "measured", "expected", "passed", "severity"],
                details.Checks.Select(check => new object?[]
                {
                    check.Table, check.Check, check.Measured, check.Expected, check.Passed ? "yes" : "no",
                    check.Severity.ToLowerInvariant(),
                }));
            WriteFailing(details.Checks, shown, terminal);
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteFailing(IEnumerable<RunCheck> checks, int rows, Terminal terminal)
    {
        foreach (var check in checks.Where(check => rows > 0 && check.Failing is not null))
        {
            terminal.Data.WriteLine();
            terminal.Data.WriteLine($"{check.Table}, {check.Check}:");
            foreach (var row in Failing(check, rows))
            {
                terminal.Data.WriteLine($"  {row?.ToJsonString() ?? "null"}");
            }
        }
    }

    private static IEnumerable<JsonNode?> Failing(RunCheck check, int rows) =>
        check.Failing is { } json ? JsonNode.Parse(json)!.AsArray().Take(rows) : [];
}
