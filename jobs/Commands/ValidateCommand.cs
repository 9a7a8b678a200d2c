using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>validate</c>: checks the project files without touching data.</summary>
internal static class ValidateCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Command("validate", "Check the project files without touching any data.");
        var project = new ProjectOptions(command);
        var output = new OutputOptions(command);
        Pending.Action(command);
        return command;
    }
}
