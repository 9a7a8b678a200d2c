using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Evolution;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract diff</c>: tells what changed between versions of a contract or schema, and what breaks.</summary>
internal static class ContractDiffCommand
{
    public static Command Create(Streams streams)
    {
        var files = new Argument<string[]>("files")
        {
            Description = "Versions of one contract or schema, the oldest first: .yaml, .json, .avsc or .proto.",
            Arity = new ArgumentArity(2, 1000),
        };
        var mode = new Option<string?>("--compatibility") { Description = "What must hold, instead of what the contract says.", HelpName = "mode" };
        mode.AcceptOnlyFromAmong([.. CompatibilityModes.Names]);
        var markdown = new Option<bool>("--markdown") { Description = "Write Markdown, for a pull request." };
        var command = new Verb(
            "diff", "Tell what changed between versions of a contract or schema; exit code 3 when something breaks.",
            "medallion contract diff old/orders.yaml contracts/sales/orders.yaml",
            "medallion contract diff v1.avsc v2.avsc v3.avsc --compatibility full_transitive --json")
        { files, mode, markdown };
        OutputOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var paths = parsed.GetRequiredValue(files);
            var schemas = paths.Select(path => PayloadSchema.Read(path, ContractFile.Read(path))).ToList();
            var difference = ContractDiff.Compare(Path.GetFileName(paths[^1]), schemas[..^1], schemas[^1],
                parsed.GetValue(mode) is { } name ? CompatibilityModes.Find(name) : null);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, DifferenceDocument.Of(difference));
            }
            else if (parsed.GetValue(markdown))
            {
                terminal.Data.Write(DifferenceMarkdown.Of([(difference, [], [])]));
            }
            else
            {
                DifferenceText.Write(terminal.Data, difference, []);
            }
            return difference.IsBreaking ? ExitCode.DataRefused : ExitCode.Done;
        });
        return command;
    }
}
