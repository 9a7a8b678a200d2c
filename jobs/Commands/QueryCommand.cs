using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Queries;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>query</c>: runs SQL over the tables.</summary>
internal static class QueryCommand
{
    public static Command Create(Streams streams)
    {
        var sql = new Argument<string>("sql")
        {
            Description = "One SELECT over bronze.x, silver.x, gold.x, ops.x and quarantine; silver.orders@v3 pins a version, "
                + "delta_scan('PATH') reads any Delta table.",
        };
        var format = new Option<string>("--format")
        {
            Description = "How to write the rows.",
            DefaultValueFactory = _ => "table",
        };
        format.AcceptOnlyFromAmong("table", "csv", "json");
        var command = new Verb(
            "query", "Run SQL over any table, at any version; it can read and nothing else.",
            "medallion query \"select * from gold.daily_sales order by revenue desc limit 10\" samples/shop",
            "medallion query \"select count(*) from silver.orders@v0\" samples/shop",
            "medallion query \"describe silver.orders\" samples/shop",
            "medallion query \"from quarantine\" samples/shop --format csv > rejected.csv")
        { sql, format };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = project.Read(parsed).Open();
            await using var rows = await QueryReader.OpenAsync(session, parsed.GetRequiredValue(sql), cancellationToken);
            var writer = RowWriter.Create(Format(parsed, parsed.GetRequiredValue(format)), streams.Out);
            await RowWriter.WriteAsync(rows, writer, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static OutputFormat Format(ParseResult parsed, string name) => (OutputOptions.IsJson(parsed), name) switch
    {
        (true, _) or (_, "json") => OutputFormat.Json,
        (_, "csv") => OutputFormat.Csv,
        _ => OutputFormat.Table,
    };
}
