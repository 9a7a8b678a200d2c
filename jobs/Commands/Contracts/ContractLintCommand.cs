using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Projects;
using Lakehouse.Quality;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary><c>contract lint</c>: checks contracts by the standard and by the project's rules of naming.</summary>
internal static class ContractLintCommand
{
    public static Command Create(Streams streams)
    {
        var path = new Argument<string>("path")
        {
            Description = "A contract, or a project folder.",
            DefaultValueFactory = _ => ".",
        };
        var command = new Verb("lint", "Check contracts by the standard and by 'naming' of lakehouse.yaml; all problems at once.",
            "medallion contract lint contracts/sales/orders.yaml", "medallion contract lint samples/shop --json")
        { path };
        OutputOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var problems = Problems(parsed.GetRequiredValue(path));
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, new { Valid = problems.Count == 0, Problems = problems });
                return problems.Count == 0 ? ExitCode.Done : ExitCode.Usage;
            }
            if (problems.Count > 0)
            {
                throw new ContractException(problems);
            }
            terminal.Say("No problems.");
            return ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyList<Problem> Problems(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                ProjectReader.Read(ProjectFolder.Load(path), null);
                return [];
            }
            var contract = ContractReader.Read(path, ContractFile.Read(path));
            // contracts/<domain>/<name>.yaml: the project is three levels up.
            var project = Path.GetFullPath(Path.Combine(path, "..", "..", ".."));
            return File.Exists(Path.Combine(project, "lakehouse.yaml"))
                ? NamingCheck.Problems(ProjectReader.ReadSettings(ProjectFolder.Load(project)).Naming, contract)
                : [];
        }
        catch (ContractException e)
        {
            return e.Problems;
        }
    }
}
