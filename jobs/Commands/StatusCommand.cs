using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Status;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>status</c>: tells the state of every table.</summary>
internal static class StatusCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Verb(
            "status", "Tell the state of every table: version, rows, size, last run, and what waits.",
            "medallion status samples/shop", "medallion status --storage /data/shop --json");
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var location = project.Read(parsed);
            var terminal = OutputOptions.Terminal(parsed, streams);
            using var session = location.Open();
            var status = await StatusReader.ReadAsync(session, cancellationToken);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, Describe(status));
            }
            else
            {
                Write(status, location, terminal);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(LakehouseStatus status, ProjectLocation location, Terminal terminal)
    {
        terminal.Table(
            ["table", "version", "rows", "files", "size", "changed", "run", "next run"],
            status.Tables.Select(table => new object?[]
            {
                table.Table.FullName, table.Version, table.Rows is { } rows ? Amount.Of(rows) : null,
                table.Version is null ? null : table.Files, table.Version is null ? null : Amount.OfBytes(table.SizeBytes),
                table.ChangedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss"), table.RunId, table.Pending,
            }));
        foreach (var (dataset, records) in status.OpenQuarantine)
        {
            terminal.Data.WriteLine($"{records:N0} records of {dataset} are open in quarantine.");
        }
        foreach (var parked in status.Parked)
        {
            terminal.Data.WriteLine(
                $"{parked.Records:N0} records of {parked.Dataset} wait for {parked.WaitsFor}, the oldest since "
                + $"{parked.Oldest.UtcDateTime:yyyy-MM-dd HH:mm:ss}.");
        }
        if (status.LastRun is { } run)
        {
            terminal.Data.WriteLine($"The last run, {run.RunId}, is {run.Status}.");
        }
        foreach (var problem in status.Problems)
        {
            terminal.Warn($"{problem.Code}: {problem.Subject}: {problem.Message}");
        }
        terminal.Say(status.HasWork ? $"Next: {location.Command("run")}" : "There is nothing to do.");
    }

    private static object Describe(LakehouseStatus status) => new
    {
        Tables = status.Tables.Select(table => new
        {
            Table = table.Table.FullName,
            table.Version,
            table.Rows,
            table.Files,
            table.SizeBytes,
            table.ChangedAt,
            table.RunId,
            table.Pending,
        }),
        status.OpenQuarantine,
        status.Parked,
        status.LastRun,
        status.HasWork,
        status.Problems,
    };
}
