using System.CommandLine;
using System.Globalization;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Contracts;
using Lakehouse.Medallion.Trials;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract test</c>: tries a contract on what really landed.</summary>
internal static class ContractTestCommand
{
    public static Command Create(Streams streams)
    {
        var file = new Argument<string>("contract") { Description = "The contract on trial: an ODCS file or a JSON Schema, in the project or not." };
        var since = new Option<string?>("--since")
        {
            Description = "Only records that landed on this day or later.",
            HelpName = "yyyy-MM-dd",
        };
        var sample = new Option<decimal>("--sample")
        {
            Description = "Only this share of the records, in percent; the same ones each time.",
            DefaultValueFactory = _ => 100,
            HelpName = "percent",
        };
        var dataset = new Option<string?>("--dataset")
        {
            Description = "The dataset, when several answer to the contract.",
            HelpName = "name",
        };
        var most = new Option<long?>("--max-rejected")
        {
            Description = "Exit with 3 when more records than this would newly be rejected.",
            HelpName = "records",
        };
        var command = new Verb(
            "test", "Try a contract on what really landed: how many records would change their verdict, and why; nothing is changed.",
            "medallion contract test proposed/orders.yaml samples/shop",
            "medallion contract test proposed/orders.yaml --since 2026-03-01 --sample 10 --max-rejected 0")
        { file, since, sample, dataset, most };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var location = project.Read(parsed);
            var options = new TrialOptions
            {
                Since = Day(parsed.GetValue(since)),
                SamplePercent = Percent(parsed.GetValue(sample)),
                Dataset = parsed.GetValue(dataset),
            };
            ContractFile.Require(parsed.GetRequiredValue(file));
            var contract = ContractFiles.Load(parsed.GetRequiredValue(file));
            using var session = location.Open();
            var trial = await new ContractTrialReader(session).TryAsync(contract, options, cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, Describe(trial));
            }
            else
            {
                Write(trial, location, terminal);
            }
            return trial.WouldBeRejected > parsed.GetValue(most) ? ExitCode.DataRefused : ExitCode.Done;
        });
        return command;
    }

    private static DateTimeOffset? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : throw new UsageException($"'{text}' is no day. Write it as 2026-03-01.");

    private static decimal Percent(decimal percent) => percent is > 0 and <= 100
        ? percent
        : throw new UsageException($"a sample of {percent} % is not possible. Write a number above 0 and up to 100.");

    private static void Write(ContractTrial trial, ProjectLocation location, Terminal terminal)
    {
        terminal.Say($"{trial.Dataset}: {Amount.Of(trial.Records)} records, contract {trial.Current} in force, {trial.Proposed} on trial");
        if (trial.Records == 0)
        {
            terminal.Warn("No record was judged: none landed in that time, or the sample took none.");
        }
        if (trial.Unchanged)
        {
            terminal.Warn("The contract on trial asks for the same as the one in force, so that nothing can change. Try a changed copy, "
                + $"or compare with an earlier state: {location.Command("contract check --against HEAD --against-data")}");
        }
        terminal.Table(
            ["verdict", "now", "then"],
            [
                ["accepted", Amount.Of(trial.AcceptedNow), Amount.Of(trial.AcceptedThen)],
                ["rejected", Amount.Of(trial.Records - trial.AcceptedNow), Amount.Of(trial.Records - trial.AcceptedThen)],
            ]);
        terminal.Data.WriteLine();
        terminal.Data.WriteLine(
            $"would be rejected {Amount.Of(trial.WouldBeRejected)}, would be accepted {Amount.Of(trial.WouldBeAccepted)}, "
            + $"rejected for other reasons {Amount.Of(trial.OtherReasons)}");
        if (trial.Changes.Count == 0)
        {
            return;
        }
        terminal.Data.WriteLine();
        terminal.Table(
            ["becomes", "code", "path", "landed", "producer", "records"],
            trial.Changes.Select(change => new object?[]
            {
                change.Becomes, change.Code, change.Path, change.Day, change.Producer, Amount.Of(change.Records),
            }));
        terminal.Data.WriteLine();
        terminal.Table(
            ["example", "becomes", "code", "path", "message"],
            trial.Examples.Select(example => new object?[]
            {
                example.Record.ToString(), example.Becomes, example.Code, example.Path, example.Message,
            }));
        terminal.Say($"One of them: {location.Command($"explain {trial.Examples[0].Record}")}");
    }

    private static object Describe(ContractTrial trial) => new
    {
        trial.Dataset,
        trial.Current,
        trial.Proposed,
        trial.Unchanged,
        trial.Records,
        trial.AcceptedNow,
        trial.AcceptedThen,
        trial.WouldBeRejected,
        trial.WouldBeAccepted,
        trial.OtherReasons,
        trial.Changes,
        Examples = trial.Examples.Select(DifferenceDocument.Of),
    };
}
