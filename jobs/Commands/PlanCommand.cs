using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Plans;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>plan</c>: tells what a run would do.</summary>
internal static class PlanCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Verb(
            "plan", "Tell what a run would do, how much of it, and why; nothing is changed.",
            "medallion plan samples/shop", "medallion plan --select \"daily_*\" --json");
        var select = new SelectOption(command);
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var location = project.Read(parsed);
            var terminal = OutputOptions.Terminal(parsed, streams);
            using var session = location.OpenForPlan();
            var plan = await PlanReader.ReadAsync(session, select.Read(parsed), cancellationToken);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, new { plan.HasWork, plan.Steps, plan.Problems });
                return ExitCode.Done;
            }
            Write(plan, terminal);
            terminal.Say(plan.HasWork ? $"Do it: {location.Command("run")}" : "There is nothing to do.");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(RunPlan plan, Terminal terminal)
    {
        terminal.Table(
            ["stage", "subject", "action", "files", "size", "records", "why"],
            plan.Steps.Select(step => new object?[]
            {
                step.Stage, step.Subject, Action(step),
                step.Stage == "bronze" && step.Files > 0 ? Amount.Of(step.Files) : null,
                step.Stage == "bronze" && step.Files > 0 ? Amount.OfBytes(step.SizeBytes) : null,
                step.Records > 0 ? Amount.Of(step.Records) : null,
                step.Reason,
            }));
        foreach (var problem in plan.Problems)
        {
            terminal.Warn($"{problem.Code}: {problem.Subject}: {problem.Message}");
        }
    }

    private static string Action(PlanStep step) => step.Action switch
    {
        PlanAction.Nothing => "-",
        PlanAction.Partitions when step.Partitions is { } count => $"{count} partition{(count == 1 ? "" : "s")}",
        var action => action.ToString().ToLowerInvariant(),
    };
}
