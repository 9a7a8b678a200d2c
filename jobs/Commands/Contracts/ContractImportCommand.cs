using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Quality.Exchange;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract import</c>: makes a contract from a schema of others.</summary>
internal static class ContractImportCommand
{
    public static Command Create(Streams streams)
    {
        var file = ContractFile.Argument("The schema: .json (JSON Schema, Iglu), .avsc or .proto.");
        var message = new Option<string?>("--message") { Description = "The message of a .proto file; the first by default.", HelpName = "name" };
        var output = ContractFile.Output();
        var command = new Verb("import", "Make a contract from a JSON Schema, Iglu schema, Avro or Protobuf, and tell what it cannot say.",
            "medallion contract import orders.avsc -o contracts/sales/orders.yaml", "medallion contract import events.proto --message OrderPlaced")
        { file, message, output };
        OutputOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            ConversionReport.Write(ContractImporter.Import(path, ContractFile.Read(path), parsed.GetValue(message)), parsed, streams, parsed.GetValue(output));
            return ExitCode.Done;
        });
        return command;
    }
}
