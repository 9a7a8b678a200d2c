using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>status</c>: tells the state of every table.</summary>
internal static class StatusCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Command("status", "Tell the state of every table: version, rows, size, last run.");
        var project = new ProjectOptions(command);
        var output = new OutputOptions(command);
        Pending.Action(command);
        return command;
    }
}
