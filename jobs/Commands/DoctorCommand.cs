using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>doctor</c>: checks the environment.</summary>
internal static class DoctorCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Command("doctor", "Check disk, rights and versions; every finding with a next step.");
        var project = new ProjectOptions(command);
        var output = new OutputOptions(command);
        Pending.Action(command);
        return command;
    }
}
