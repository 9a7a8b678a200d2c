using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary><c>delta</c>: works on one Delta table, of this lakehouse or of any other program.</summary>
internal static class DeltaCommand
{
    public static Command Create(Streams streams) => new(
        "delta", "Work on one Delta table, of whatever program, without a project.")
    {
        DeltaDetailCommand.Create(streams),
        DeltaHistoryCommand.Create(streams),
        DeltaFilesCommand.Create(streams),
        DeltaReadCommand.Create(streams),
        DeltaChangesCommand.Create(streams),
        DeltaVerifyCommand.Create(streams),
        DeltaCheckpointCommand.Create(streams),
        DeltaOptimizeCommand.Create(streams),
        DeltaVacuumCommand.Create(streams),
        DeltaRestoreCommand.Create(streams),
    };
}
