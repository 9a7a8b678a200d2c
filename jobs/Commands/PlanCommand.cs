using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>plan</c>: tells what a run would do.</summary>
internal static class PlanCommand
{
    public static Command Create(Streams streams)
    {
        var select = new Option<string[]>("--select")
        {
            Description = "Only this dataset or product, and what it needs; may be repeated.",
            HelpName = "name",
        };
        var command = new Command("plan", "Tell what a run would do, how much of it, and why.") { select };
        var project = new ProjectOptions(command);
        var output = new OutputOptions(command);
        Pending.Action(command);
        return command;
    }
}
