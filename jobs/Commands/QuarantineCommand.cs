using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Explanations;
using Lakehouse.Medallion.Quarantine;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>quarantine</c>: looks into the ledger of rejected records.</summary>
internal static class QuarantineCommand
{
    public static Command Create(Streams streams) =>
        new("quarantine", "Look into the rejected records.") { List(streams), Show(streams) };

    private static Verb List(Streams streams)
    {
        var dataset = new Option<string?>("--dataset") { Description = "Only of this dataset.", HelpName = "name" };
        var code = new Option<string?>("--code") { Description = "Only with this error, such as TYPE or REQUIRED.", HelpName = "code" };
        var limit = new Option<int>("--limit")
        {
            Description = "How many records to list at most below the counts.",
            HelpName = "count",
            DefaultValueFactory = _ => 10,
        };
        var command = new Verb(
            "ls", "Count open records by dataset, error and day of landing, and list the first of them.",
            "medallion quarantine ls samples/shop", "medallion quarantine ls --dataset orders --code RANGE --limit 100 samples/shop")
        { dataset, code, limit };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var location = project.Read(parsed);
            var terminal = OutputOptions.Terminal(parsed, streams);
            var filter = new QuarantineFilter { Dataset = parsed.GetValue(dataset), Code = parsed.GetValue(code) };
            using var session = location.Open();
            var open = await QuarantineReader.OpenAsync(session, filter, cancellationToken);
            var counts = await QuarantineReader.CountAsync(session, filter, cancellationToken);
            var records = await QuarantineReader.ListAsync(session, filter, parsed.GetValue(limit), cancellationToken);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, new { Open = open, Counts = counts, Records = records });
                return ExitCode.Done;
            }
            WriteList(open, counts, records, terminal);
            if (records.Count > 0)
            {
                var record = new RecordAddress(records[0].LandingPath, records[0].LandingPosition);
                terminal.Say($"One of them: {location.Command($"quarantine show {record}")}");
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteList(
        IReadOnlyDictionary<string, long> open,
        IReadOnlyList<QuarantineCount> counts,
        IReadOnlyList<QuarantinedRecord> records,
        Terminal terminal)
    {
        if (records.Count == 0 && counts.Count == 0)
        {
            terminal.Data.WriteLine("No open records.");
            return;
        }
        terminal.Table(
            ["dataset", "error", "landed", "records"],
            counts.Select(count => new object?[] { count.Dataset, count.Code, count.Day, Amount.Of(count.Records) }));
        terminal.Data.WriteLine();
        foreach (var (dataset, total) in open)
        {
            terminal.Data.WriteLine($"{total:N0} records of {dataset} are open; one with several errors counts for each above.");
        }
        terminal.Data.WriteLine();
        terminal.Table(
            ["record", "errors"],
            records.Select(record => new object?[]
            {
                $"{record.LandingPath}:{record.LandingPosition}", string.Join("; ", record.Errors),
            }));
    }

    private static Verb Show(Streams streams)
    {
        var record = new Argument<string>("record")
        {
            Description = "Its coordinates, such as orders/orders-2026-03-01.jsonl:12.",
        };
        var command = new Verb(
            "show", "Show one rejected record as it was received, with all its errors.",
            "medallion quarantine show orders/orders-2026-03-01.jsonl:12 samples/shop")
        { record };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var location = project.Read(parsed);
            var terminal = OutputOptions.Terminal(parsed, streams);
            var text = parsed.GetRequiredValue(record);
            var address = RecordAddress.TryParse(text)
                ?? throw new UsageException($"'{text}' are no coordinates. Write path:position, such as orders/orders-2026-03-01.jsonl:12.");
            using var session = location.Open();
            var records = await QuarantineReader.FindAsync(session, address.Path, address.Position, cancellationToken);
            if (records.Count == 0)
            {
                throw new UsageException($"{address} is not in quarantine. Look where it is: {location.Command($"explain {address}")}");
            }
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, records);
                return ExitCode.Done;
            }
            foreach (var found in records)
            {
                WriteOne(found, terminal.Data);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteOne(QuarantinedRecord record, TextWriter output)
    {
        output.WriteLine($"{record.LandingPath}:{record.LandingPosition}");
        output.WriteLine($"  dataset   {record.Dataset}, contract version {record.ContractVersion}");
        output.WriteLine($"  status    {record.Status}, rejected by run {record.RunId}");
        output.WriteLine($"  landed    {record.LandedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        foreach (var error in record.Errors)
        {
            output.WriteLine($"  error     {error}");
        }
        output.WriteLine($"  received  {PayloadText.Of(record.Payload, record.PayloadBytes)}");
    }
}
