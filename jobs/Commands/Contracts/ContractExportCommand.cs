using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Exchange;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract export</c>: writes a contract in a format of others.</summary>
internal static class ContractExportCommand
{
    private static readonly Dictionary<string, ExchangeFormat> Formats = new()
    {
        ["json-schema"] = ExchangeFormat.JsonSchema,
        ["iglu"] = ExchangeFormat.Iglu,
        ["avro"] = ExchangeFormat.Avro,
        ["protobuf"] = ExchangeFormat.Protobuf,
    };

    public static Command Create(Streams streams)
    {
        var format = new Option<string>("--format") { Description = "The format.", Required = true };
        format.AcceptOnlyFromAmong([.. Formats.Keys]);
        var file = ContractFile.Argument("The contract.");
        var output = ContractFile.Output();
        var command = new Verb("export", "Write a contract as JSON Schema, Iglu schema, Avro or Protobuf, and tell what that format cannot say.",
            "medallion contract export contracts/sales/orders.yaml --format avro", "medallion contract export orders.yaml --format protobuf -o orders.proto")
        { file, format, output };
        OutputOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var conversion = ContractExporter.Export(
                ContractReader.Read(path, ContractFile.Read(path)), Formats[parsed.GetRequiredValue(format)]);
            ConversionReport.Write(conversion, parsed, streams, parsed.GetValue(output));
            return ExitCode.Done;
        });
        return command;
    }
}
