using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary><c>delta checkpoint</c>: writes a checkpoint and removes what of the log is expired.</summary>
internal static class DeltaCheckpointCommand
{
    public static Command Create(Streams streams)
    {
        var compact = new Option<long?>("--compact-from")
        {
            Description = "Also write one file with the net effect of the commits from this version to the newest.",
            HelpName = "version",
        };
        var command = new Verb(
            "checkpoint", "Write a checkpoint of the newest version, and remove what of the log is expired.",
            "medallion delta checkpoint tables/silver/orders",
            "medallion delta checkpoint abfss://lake@account.dfs.core.windows.net/silver/orders --compact-from 100")
        { compact };
        var table = new TableOptions(command, hasVersion: false);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = table.Open(parsed);
            var result = await session.CheckpointAsync(parsed.GetValue(compact), cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, result);
                return ExitCode.Done;
            }
            terminal.Data.WriteLine($"Checkpoint of version {result.Version} with {Counted.Of(result.Files, "file")}.");
            if (result.IsCompacted)
            {
                terminal.Data.WriteLine($"Commits {parsed.GetValue(compact)} to {result.Version} compacted.");
            }
            if (result.ExpiredLogFiles > 0)
            {
                terminal.Data.WriteLine($"Expired files of the log removed: {result.ExpiredLogFiles:N0}.");
            }
            return ExitCode.Done;
        });
        return command;
    }
}
