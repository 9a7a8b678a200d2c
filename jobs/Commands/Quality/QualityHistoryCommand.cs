using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Queries;
using Lakehouse.Medallion.Runs;
using Lakehouse.Quality;

namespace Lakehouse.Jobs.Commands.Quality;

/// <summary><c>quality history</c>: the results of a table's checks over time.</summary>
internal static class QualityHistoryCommand
{
    public static Command Create(Streams streams)
    {
        var table = new Argument<string>("table") { Description = "The table, such as silver.orders." };
        var limit = new Option<int>("--limit")
        {
            Description = "How many results at most, the newest run first.",
            HelpName = "count",
            DefaultValueFactory = _ => 50,
        };
        var command = new Verb(
            "history", "Show the results of a table's checks in past runs.",
            "medallion quality history gold.daily_sales samples/shop")
        { table, limit };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = parsed.GetRequiredValue(table);
            var name = TableName.TryParse(text)
                ?? throw new UsageException($"'{text}' is no table name. Write one such as silver.orders or gold.daily_sales.");
            using var session = project.Read(parsed).Open();
            var checks = await RunReader.CheckHistoryAsync(session, name, parsed.GetValue(limit), cancellationToken);
            var tables = new TableCatalog(session).Tables.Select(known => known.FullName).ToList();
            if (checks.Count == 0 && !tables.Contains(name.FullName))
            {
                throw new UsageException($"There is no table '{name.FullName}'. {NameGuess.Suggest(name.FullName, tables)}");
            }
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, checks);
                return ExitCode.Done;
            }
            if (checks.Count == 0)
            {
                terminal.Say($"No check of {name} has run yet.");
                return ExitCode.Done;
            }
            terminal.Table(
                ["run", "check", "measured", "expected", "passed", "severity"],
                checks.Select(check => new object?[]
                {
                    check.RunId, check.Check, check.Measured, check.Expected, check.Passed ? "yes" : "no",
                    check.Severity.ToLowerInvariant(),
                }));
            return ExitCode.Done;
        });
        return command;
    }
}
