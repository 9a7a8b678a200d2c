using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary><c>delta files</c>: lists the data files of a table.</summary>
internal static class DeltaFilesCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Verb(
            "files", "List the data files of a table with their partitions, sizes and rows.",
            "medallion delta files tables/silver/orders", "medallion delta files tables/silver/orders --timestamp 2026-03-01 --json");
        var table = new TableOptions(command, hasVersion: true);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = table.Open(parsed);
            var files = await session.FilesAsync(table.Version(parsed), cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, files);
            }
            else
            {
                terminal.Table(
                    ["path", "partition", "bytes", "rows", "deleted rows"],
                    files.Select(file => new object?[]
                    {
                        file.Path, string.Join(", ", file.Partition.Select(value => $"{value.Key}={value.Value}")),
                        file.SizeInBytes, file.NumRecords, file.NumDeletedRecords,
                    }));
            }
            return ExitCode.Done;
        });
        return command;
    }
}
