using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.DeltaTables;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary><c>delta read</c>: reads rows of a table.</summary>
internal static class DeltaReadCommand
{
    public static Command Create(Streams streams)
    {
        var columns = new Option<string?>("--columns") { Description = "Names of the columns, by commas; all by default.", HelpName = "names" };
        var where = new Option<string?>("--where") { Description = "A condition in SQL.", HelpName = "condition" };
        var limit = TableOptions.Limit("How many rows at most.");
        var output = new Option<string?>("--output")
        {
            Description = "Write to this file: .parquet, .csv or .jsonl; else to the standard output.",
            HelpName = "file",
        };
        var command = new Verb(
            "read", "Read rows of a table, at any version.",
            "medallion delta read tables/silver/orders --columns id,amount --where \"amount > 100\" --limit 20",
            "medallion delta read tables/silver/orders --version 3 --output orders.parquet")
        { columns, where, limit, output };
        var table = new TableOptions(command, hasVersion: true);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = table.Open(parsed);
            var read = new TableRead
            {
                Version = table.Version(parsed),
                Columns = parsed.GetValue(columns)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                Where = parsed.GetValue(where),
                Limit = parsed.GetValue(limit),
            };
            if (parsed.GetValue(output) is { } file)
            {
                await session.ExportAsync(read, file, cancellationToken);
                OutputOptions.Terminal(parsed, streams).Say($"Written: {file}");
                return ExitCode.Done;
            }
            await using var rows = await session.ReadAsync(read, cancellationToken);
            await RowWriter.WriteAsync(rows, OutputOptions.IsJson(parsed), streams.Out, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
