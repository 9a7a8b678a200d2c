using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Contracts;
using Lakehouse.Quality.Inference;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract infer</c>: proposes a contract for records that are there already.</summary>
internal static class ContractInferCommand
{
    public static Command Create(Streams streams)
    {
        var from = new Argument<string>("from") { Description = "A file or folder with .jsonl files, or a Bronze table of the project such as bronze.orders." };
        var name = new Option<string?>("--name") { Description = "The table's name; by default that of the file, folder or Bronze table.", HelpName = "name" };
        var limit = new Option<long>("--limit") { Description = "Look at so many records at most.", HelpName = "count", DefaultValueFactory = _ => 100_000 };
        var output = ContractFile.Output();
        var command = new Verb("infer", "Propose a contract for records that are there, with what it follows from as comments.",
            "medallion contract infer samples/shop/landing/orders", "medallion contract infer bronze.orders samples/shop --limit 1000000 -o contracts/sales/orders.yaml")
        { from, name, limit, output };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var origin = parsed.GetRequiredValue(from);
            var isBronze = origin.StartsWith("bronze.", StringComparison.Ordinal) && !Path.Exists(origin);
            using var session = isBronze ? project.Read(parsed).Open() : null;
            var records = session is not null
                ? RecordSample.OfBronzeAsync(session, origin, cancellationToken)
                : RecordSample.OfFilesAsync(origin, cancellationToken);
            var profile = new RecordProfile();
            await foreach (var record in records.Take((int)Math.Min(int.MaxValue, parsed.GetValue(limit))).WithCancellation(cancellationToken))
            {
                profile.Add(record);
            }
            var table = parsed.GetValue(name) ?? (isBronze ? origin["bronze.".Length..] : Path.GetFileName(Path.TrimEndingDirectorySeparator(origin)).Split('.')[0]);
            var text = profile.ToContract(table, isBronze ? origin : Path.GetFileName(Path.TrimEndingDirectorySeparator(origin)));
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, new { Contract = text, profile.Records, profile.Unreadable });
            }
            if (!OutputOptions.IsJson(parsed) || parsed.GetValue(output) is not null)
            {
                ContractFile.Write(parsed.GetValue(output), terminal.Data, text);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
