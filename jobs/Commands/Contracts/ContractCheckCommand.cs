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
        var command = new Verb(
            "check", "Compare all contracts with those of a folder or revision; exit code 3 when one breaks or its version is too low.",
            "medallion contract check --against main", "medallion contract check --against ../released --markdown samples/shop")
        { against, markdown };
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await ContractChecker.CheckAsync(project.Read(parsed).ToOptions(), parsed.GetRequiredValue(against), cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, new
                {
                    report.Against,
                    Refused = report.IsRefused,
                    report.Unchanged,
                    Contracts = report.Changed.Select(c => new { Change = DifferenceDocument.Of(c.Difference), c.Impact }),
                });
            }
            else if (parsed.GetValue(markdown))
            {
                terminal.Data.Write(DifferenceMarkdown.Of(report.Changed.Select(c => (c.Difference, c.Impact))));
            }
            else
            {
                foreach (var contract in report.Changed)
                {
                    DifferenceText.Write(terminal.Data, contract.Difference, contract.Impact);
                }
                terminal.Say($"Contracts compared with {report.Against}: {report.Changed.Count} changed, {report.Unchanged} unchanged, "
                    + $"{report.Changed.Count(c => c.IsRefused)} refused.");
            }
            return report.IsRefused ? ExitCode.DataRefused : ExitCode.Done;
        });
        return command;
    }
}
