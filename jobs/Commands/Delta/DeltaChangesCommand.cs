using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary><c>delta changes</c>: reads the rows that changed between versions.</summary>
internal static class DeltaChangesCommand
{
    public static Command Create(Streams streams)
    {
        var from = new Option<long>("--from") { Description = "The first version whose changes are wanted.", HelpName = "number", Required = true };
        var to = new Option<long?>("--to") { Description = "The last one; the newest by default.", HelpName = "number" };
        var command = new Verb(
            "changes", "Read the rows that changed between versions, where the table keeps a change data feed.",
            "medallion delta changes tables/silver/orders --from 3 --to 5 --json")
        { from, to };
        var table = new TableOptions(command, hasVersion: false);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = table.Open(parsed);
            await using var rows = await session.ReadChangesAsync(
                parsed.GetRequiredValue(from), parsed.GetValue(to), cancellationToken);
            await RowWriter.WriteAsync(rows, OutputOptions.IsJson(parsed), streams.Out, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
