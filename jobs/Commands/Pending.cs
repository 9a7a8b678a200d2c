using System.CommandLine;

namespace Lakehouse.Jobs.Commands;

/// <summary>Stands in for verbs whose stages are not merged yet; goes away with the last of them.</summary>
internal static class Pending
{
    /// <summary>Lets the command end with a usage error.</summary>
    public static void Action(Command command) =>
        command.SetAction(int (_) => throw new UsageException($"'{command.Name}' is not available in this build."));
}
