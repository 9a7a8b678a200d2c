using System.CommandLine;
using System.Text;
using Lakehouse.Jobs.Commands.Contracts;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Generation;
using Spectre.Console;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>generate</c>: makes records of a contract, with planted errors when asked for.</summary>
internal static class GenerateCommand
{
    public static Command Create(Streams streams)
    {
        var contract = new Argument<string>("contract") { Description = "The contract: an ODCS file (.yaml) or a JSON Schema (.json)." };
        var rows = new Option<long>("--rows") { Description = "How many records.", DefaultValueFactory = _ => 100, HelpName = "records" };
        var faults = new Option<double>("--faults")
        {
            Description = "The share of the records that get errors, 0 to 1.",
            DefaultValueFactory = _ => 0,
            HelpName = "rate",
        };
        var seed = new Option<int>("--seed") { Description = "Decides every choice: the same seed, the same bytes.", DefaultValueFactory = _ => 1, HelpName = "number" };
        var output = new Option<string?>("--output", "-o") { Description = "Write the records to this file instead of the standard output.", HelpName = "file" };
        var verdicts = new Option<string?>("--verdicts") { Description = "Write to this file what a verdict must say of each record.", HelpName = "file" };
        var command = new Verb(
            "generate", "Make realistic records of a contract, with planted errors of every check and the verdicts to expect.",
            "medallion generate contracts/sales/orders.yaml --rows 1000 > orders.jsonl",
            "medallion generate contracts/sales/orders.yaml --rows 1000000 --faults 0.02 --seed 7 --output orders.jsonl --verdicts expected.jsonl")
        { contract, rows, faults, seed, output, verdicts };
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new GenerationOptions(Rows(parsed.GetValue(rows))) { Faults = Rate(parsed.GetValue(faults)), Seed = parsed.GetValue(seed) };
            var target = parsed.GetValue(output);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (target is null && OutputOptions.IsJson(parsed))
            {
                throw new UsageException("records and the report of --json cannot both go to the standard output. Name a file with --output.");
            }
            ContractFile.Require(parsed.GetRequiredValue(contract));
            var report = await WriteAsync(
                parsed.GetRequiredValue(contract), options, target, parsed.GetValue(verdicts), terminal, cancellationToken);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, report);
            }
            else
            {
                var codes = string.Join(", ", report.Errors.Select(error => $"{error.Key} {error.Value:N0}"));
                terminal.Say($"{Counted.Of(report.Rows, "record")}, {report.Faulty:N0} with errors{(codes.Length == 0 ? "" : $": {codes}")}.");
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<GenerationReport> WriteAsync(
        string contract, GenerationOptions options, string? output, string? verdicts, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var records = output is null ? null : Open(output);
        await using var expected = verdicts is null ? null : Open(verdicts);
        Task<GenerationReport> Write(IProgress<long> progress) => new GeneratedFile(Guid.NewGuid)
            .WriteAsync(contract, options, records ?? terminal.Data, expected, progress, cancellationToken);
        return terminal.IsLive && output is not null
            ? await terminal.Console.Status().StartAsync("0 records", status => Write(new Written(rows => status.Status = $"{rows:N0} records")))
            : await Write(new Written(_ => { }));
    }

    private static StreamWriter Open(string file) => new(file, false, new UTF8Encoding(false)) { NewLine = "\n" };

    private static long Rows(long rows) => rows >= 0 ? rows : throw new UsageException($"--rows {rows} is not possible. Write 0 or more.");

    private static double Rate(double rate) => rate is >= 0 and <= 1
        ? rate
        : throw new UsageException($"--faults {rate} is no share. Write a number from 0 to 1, such as 0.05.");

    private sealed class Written(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
