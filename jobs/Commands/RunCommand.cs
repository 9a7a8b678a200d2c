using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>run</c>: lands new files and brings every table up to date.</summary>
internal static class RunCommand
{
    public static Command Create(Streams streams)
    {
        var select = new Option<string[]>("--select")
        {
            Description = "Only this dataset or product, and what it needs; may be repeated.",
            HelpName = "name",
        };
        var nothingToDo = new Option<int>("--nothing-to-do-exit-code")
        {
            Description = "The exit code when there was nothing to do; 99 for schedulers that skip on it.",
            HelpName = "code",
        };
        var command = new Command("run", "Land new files and bring Bronze, Silver and Gold up to date.") { select, nothingToDo };
        var project = new ProjectOptions(command);
        var output = new OutputOptions(command);
        Pending.Action(command);
        return command;
    }
}
