using System.CommandLine;
using Lakehouse.Jobs.Output;

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
        var command = new Command("runs", "List past runs.") { limit };
        var project = new ProjectOptions(command);
        var output = new OutputOptions(command);
        Pending.Action(command);
        return command;
    }
}
