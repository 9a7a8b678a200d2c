using System.CommandLine;
using Lakehouse.Jobs.Commands.Contracts;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Queries;
using Lakehouse.Medallion.Suites;
using Lakehouse.Quality.Profiling;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>profile</c>: tells what a table holds, and what could be checked.</summary>
internal static class ProfileCommand
{
    private const int ShownValues = 3;

    public static Command Create(Streams streams)
    {
        var table = new Argument<string>("table") { Description = "The table, such as silver.orders or gold.daily_sales@v3." };
        var suggest = new Option<string?>("--suggest")
        {
            Description = "Write the checks that the values suggest: odcs for parts of a contract, gx for a suite of Great Expectations.",
            HelpName = "form",
        };
        suggest.AcceptOnlyFromAmong("odcs", "gx");
        var output = ContractFile.Output();
        var command = new Verb(
            "profile", "Tell what the columns of a table hold: nulls, different values, bounds, lengths, common values and forms.",
            "medallion profile silver.orders samples/shop",
            "medallion profile silver.orders --suggest gx --output expectations/orders.json")
        { table, suggest, output };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = parsed.GetRequiredValue(table);
            var name = TableName.TryParse(text)
                ?? throw new UsageException($"'{text}' is no table name. Write one such as silver.orders or gold.daily_sales@v3.");
            if (parsed.GetValue(output) is not null && parsed.GetValue(suggest) is null)
            {
                throw new UsageException("--output takes what --suggest writes. Add --suggest gx or --suggest odcs.");
            }
            using var session = project.Read(parsed).Open();
            var profile = await Profiler.RunAsync(session, name, cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            switch (parsed.GetValue(suggest))
            {
                case "gx":
                    ContractFile.Write(parsed.GetValue(output), terminal.Data, Document.Text(ProposedChecks.ToSuite(profile)));
                    break;
                case "odcs":
                    ContractFile.Write(parsed.GetValue(output), terminal.Data, ProposedChecks.ToContract(profile));
                    break;
                default:
                    Write(profile, terminal, OutputOptions.IsJson(parsed));
                    break;
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(TableProfile profile, Terminal terminal, bool isJson)
    {
        if (isJson)
        {
            Document.Write(terminal.Data, profile);
            return;
        }
        terminal.Data.WriteLine($"{profile.Table}: {Counted.Of(profile.Rows, "row")}");
        terminal.Data.WriteLine();
        terminal.Table(
            ["column", "type", "nulls", "different", "least", "greatest", "length", "common"],
            profile.Columns.Select(column => new object?[]
            {
                column.Name, column.Type, $"{column.NullShare:P1}", Amount.Of(column.Distinct), column.Least?.ToString(),
                column.Greatest?.ToString(), column.LongestLength is null ? null : $"{column.ShortestLength}..{column.LongestLength}",
                string.Join(", ", column.TopValues.Take(ShownValues).Select(value => $"{value.Value} ({value.Count:N0})")),
            }));
    }
}
