using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Explanations;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>explain</c>: tells where one record is and why.</summary>
internal static class ExplainCommand
{
    private const int MostRecords = 20;

    public static Command Create(Streams streams)
    {
        var record = new Argument<string>("record")
        {
            Description = "Its coordinates, such as orders/orders-2026-03-01.jsonl:12, or its key; parts of a compound key separated by commas.",
        };
        var dataset = new Option<string?>("--dataset")
        {
            Description = "The dataset of the key; with it, a text with a colon is a key too.",
            HelpName = "name",
        };
        var command = new Verb(
            "explain", "Tell where one record is and why.",
            "medallion explain orders/orders-2026-03-01.jsonl:12 samples/shop",
            "medallion explain O-0000013 --dataset orders samples/shop")
        { record, dataset };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = project.Read(parsed).Open();
            var explanations = await ExplainAsync(
                session, parsed.GetRequiredValue(record), parsed.GetValue(dataset), cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, explanations.Select(Describe));
                return ExitCode.Done;
            }
            foreach (var explanation in explanations)
            {
                Write(explanation, terminal.Data);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static Task<IReadOnlyList<RecordExplanation>> ExplainAsync(
        LakehouseSession session, string record, string? dataset, CancellationToken cancellationToken)
    {
        var reader = new ExplanationReader(session);
        return dataset is null && RecordAddress.TryParse(record) is { } address
            ? reader.AtAsync(address, cancellationToken)
            : reader.WithKeyAsync(record, dataset, MostRecords, cancellationToken);
    }

    private static void Write(RecordExplanation record, TextWriter output)
    {
        output.WriteLine($"{record.Address} is {Where(record)}");
        output.WriteLine($"  why       {record.Reason}");
        foreach (var error in record.Errors)
        {
            output.WriteLine($"  error     {error}");
        }
        if (record.Winner is { } winner)
        {
            output.WriteLine($"  kept      {winner}, {(record.IsConflict ? "with another payload" : "with the same payload")}");
        }
        if (record.Key.Count > 0)
        {
            output.WriteLine($"  key       {string.Join(", ", record.Key.Select(
                part => $"{part.Key} = {(part.Value is null ? "null" : TableRowWriter.OneLine(part.Value))}"))}");
        }
        foreach (var use in record.Products)
        {
            output.WriteLine($"  read by   {use.Product}{(use.IsCurrent ? $", version {use.Version}" : ", which is not up to date: run again")}");
        }
        if (record.LandedAt is { } landed)
        {
            output.WriteLine($"  landed    {landed.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC in bronze.{record.Source}");
            output.WriteLine($"  received  {PayloadText.Of(record.Payload, record.PayloadBytes)}");
        }
        output.WriteLine();
    }

    private static string Where(RecordExplanation record) => record.Place switch
    {
        RecordPlace.Landing => "not landed yet",
        RecordPlace.Bronze => $"in bronze.{record.Source}",
        RecordPlace.Silver => $"in silver.{record.Dataset}, partition {record.EventDate:yyyy-MM-dd}",
        RecordPlace.Duplicate => $"a duplicate in {record.Dataset}",
        RecordPlace.Parked => $"parked for {record.Dataset}",
        RecordPlace.Quarantine => $"in quarantine, rejected for {record.Dataset} by run {record.RunId}",
        _ => $"only in bronze.{record.Source}",
    };

    private static object Describe(RecordExplanation record) => new
    {
        Record = record.Address.ToString(),
        record.Dataset,
        record.Source,
        record.Place,
        record.Reason,
        record.Key,
        record.EventDate,
        record.Errors,
        record.RunId,
        Kept = record.Winner?.ToString(),
        record.IsConflict,
        record.Products,
        record.LandedAt,
        record.Payload,
        record.PayloadBytes,
    };
}
