using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary><c>delta vacuum</c>: deletes files that no version of the retention period needs.</summary>
internal static class DeltaVacuumCommand
{
    public static Command Create(Streams streams)
    {
        var retain = new Option<double?>("--retain-hours")
        {
            Description = "How long removed files stay, instead of what the table says (else 168); older versions are not readable any more.",
            HelpName = "hours",
        };
        var allow = new Option<bool>("--allow-short-retention")
        {
            Description = "Take a shorter time than the table's. Readers and running writers may lose their files.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "List the files, and delete none." };
        var command = new Verb(
            "vacuum", "Delete files that no version of the retention period needs.",
            "medallion delta vacuum tables/silver/orders --dry-run", "medallion delta vacuum tables/silver/orders --retain-hours 720")
        { retain, allow, dryRun };
        var table = new TableOptions(command, hasVersion: false);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            TimeSpan? retention = parsed.GetValue(retain) switch
            {
                null => null,
                >= 0 and < 1_000_000 and var hours => TimeSpan.FromHours(hours),
                _ => throw new UsageException("--retain-hours needs a number from 0 to 999999."),
            };
            using var session = table.Open(parsed);
            var result = await session.VacuumAsync(retention, parsed.GetValue(allow), parsed.GetValue(dryRun), cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, result);
                return ExitCode.Done;
            }
            if (result.IsDryRun)
            {
                foreach (var path in result.Paths)
                {
                    terminal.Data.WriteLine(path);
                }
            }
            terminal.Say($"{(result.IsDryRun ? "Would delete" : "Deleted")} {Counted.Of(result.Files, "file")} with {Counted.Of(result.SizeBytes, "byte")}, "
                + $"not needed since {result.Cutoff.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");
            return ExitCode.Done;
        });
        return command;
    }
}
