using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Lakehouse.Medallion.DeltaTables;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary><c>delta restore</c>: gives a table the content of an older version again.</summary>
internal static class DeltaRestoreCommand
{
    public static Command Create(Streams streams)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would be done, and do nothing." };
        var command = new Verb(
            "restore", "Give a table the content of an older version again, as a new version.",
            "medallion delta restore tables/silver/orders --version 12",
            "medallion delta restore tables/silver/orders --timestamp 2026-03-01T12:00:00Z")
        { dryRun };
        var table = new TableOptions(command, hasVersion: true, isRequired: true);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var version = table.Version(parsed);
            if (version is { Number: null, Time: null })
            {
                throw new UsageException("Name the version with --version, or a time with --timestamp.");
            }
            using var session = table.Open(parsed);
            var result = await session.RestoreAsync(version, parsed.GetValue(dryRun), cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, result);
                return ExitCode.Done;
            }
            terminal.Data.WriteLine(Text(result));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Text(RestoredTable result)
    {
        var files = result.IsDryRun
            ? $"{Counted.Of(result.RestoredFiles, "file")} would come back, {result.RemovedFiles:N0} would be removed."
            : $"{Counted.Of(result.RestoredFiles, "file")} came back, {Counted.Of(result.RemovedFiles, "file")} went.";
        return result switch
        {
            { IsDryRun: true } => $"To the content of version {result.RestoredVersion}: {files}",
            { Version: { } made } => $"Version {made} has the content of version {result.RestoredVersion}: {files}",
            _ => $"The table has the content of version {result.RestoredVersion} already.",
        };
    }
}
