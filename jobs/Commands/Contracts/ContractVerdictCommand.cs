using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Contracts;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract verdict</c>: judges a file of records, one verdict a line.</summary>
internal static class ContractVerdictCommand
{
    private static readonly Dictionary<string, Draft> Drafts = new()
    {
        ["4"] = Draft.V4,
        ["6"] = Draft.V6,
        ["7"] = Draft.V7,
        ["2019-09"] = Draft.V201909,
        ["2020-12"] = Draft.V202012,
    };

    public static Command Create(Streams streams)
    {
        var command = new Verb(
            "verdict", "Judge records by a contract or JSON Schema, with the code of a run; one verdict with all errors a line.",
            "medallion contract verdict contracts/sales/orders.yaml --input orders.jsonl --output verdicts.jsonl",
            "medallion contract verdict order.schema.json --input orders.jsonl --output verdicts.jsonl --assert-formats");
        var rules = new Argument<string>("contract-or-schema")
        {
            Description = "A contract (.yaml), a JSON Schema, or a folder of self-describing schemas (vendor/name/jsonschema/1-0-0).",
        };
        var input = new Option<string>("--input") { Description = "The records: JSON lines, plain or .gz.", HelpName = "file", Required = true };
        var output = new Option<string>("--output") { Description = "Where the verdicts go; replaced.", HelpName = "file", Required = true };
        var version = new Option<string?>("--version-field")
        {
            Description = "A contract: where a record names its version, such as schema_version; the others lie in a folder of the contract's name beside it.",
            HelpName = "path",
        };
        var formats = new Option<bool>("--assert-formats") { Description = "JSON Schema: 'format' must hold, not only tell." };
        var draft = new Option<string>("--draft")
        {
            Description = "JSON Schema: the draft of schemas that name none.",
            DefaultValueFactory = _ => "2020-12",
        };
        draft.AcceptOnlyFromAmong([.. Drafts.Keys]);
        command.Add(rules);
        command.Add(input);
        command.Add(output);
        command.Add(version);
        command.Add(formats);
        command.Add(draft);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new SchemaOptions
            {
                AssertFormats = parsed.GetValue(formats),
                Draft = Drafts[parsed.GetRequiredValue(draft)],
            };
            var target = parsed.GetRequiredValue(output);
            var counts = await new VerdictFile(TimeProvider.System, Guid.NewGuid).WriteAsync(
                parsed.GetRequiredValue(rules), parsed.GetValue(version), parsed.GetRequiredValue(input), target, options, cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, new { counts.Lines, counts.Invalid, Output = target });
            }
            else
            {
                terminal.Say($"{Counted.Of(counts.Lines, "record")}, {counts.Invalid:N0} with errors. Verdicts: {target}");
            }
            return ExitCode.Done;
        });
        return command;
    }
}
