using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Contracts;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract check</c>: compares a project's contracts with those of a folder or a revision, for a pull request.</summary>
internal static class ContractCheckCommand
{
    public static Command Create(Streams streams)
    {
        var against = new Option<string>("--against")
        {
            Description = "The project as it was: a folder, or a revision in git such as main.",
            HelpName = "folder|revision",
            Required = true,
        };
        var markdown = new Option<bool>("--markdown") { Description = "Write Markdown, for a pull request." };
        var againstData = new Option<bool>("--against-data")
        {
            Description = "Judge what landed in Bronze by both versions too: records prove that old ones are read, or refute it.",
        };
        var command = new Verb(
            "check", "Compare all contracts with those of a folder or revision; exit code 3 when one breaks or its version is too low.",
            "medallion contract check --against main", "medallion contract check --against ../released --markdown samples/shop",
            "medallion contract check --against main --against-data samples/shop")
        { against, markdown, againstData };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await ContractChecker.CheckAsync(project.Read(parsed).ToOptions(), parsed.GetRequiredValue(against), parsed.GetValue(againstData), cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, new
                {
                    report.Against,
                    Refused = report.IsRefused,
                    report.Unchanged,
                    Contracts = report.Changed.Select(c => new
                    {
                        Change = DifferenceDocument.Of(c.Difference),
                        c.Impact,
                        Refused = c.IsRefused,
                        Proved = c.IsProved,
                        Refuted = c.IsRefuted,
                        Evidence = c.Evidence.Select(DifferenceDocument.Of),
                    }),
                });
            }
            else if (parsed.GetValue(markdown))
            {
                terminal.Data.Write(DifferenceMarkdown.Of(report.Changed.Select(c => (c.Difference, c.Impact, EvidenceText.Lines(c)))));
            }
            else
            {
                foreach (var contract in report.Changed)
                {
                    DifferenceText.Write(terminal.Data, contract.Difference, contract.Impact);
                    foreach (var line in EvidenceText.Lines(contract))
                    {
                        terminal.Data.Write($"  {line}\n");
                    }
                }
                terminal.Say($"Contracts compared with {report.Against}: {report.Changed.Count} changed, {report.Unchanged} unchanged, "
                    + $"{report.Changed.Count(c => c.IsRefused)} refused.");
            }
            return report.IsRefused ? ExitCode.DataRefused : ExitCode.Done;
        });
        return command;
    }
}
