using System.CommandLine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Projects;
using Lakehouse.Quality;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>validate</c>: checks the project files without touching data.</summary>
internal static class ValidateCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Verb(
            "validate", "Check contracts, sources and products without touching any data; all problems at once.",
            "medallion validate samples/shop", "medallion validate --env prod --json");
        var project = new ProjectOptions(command);
        OutputOptions.AddTo(command);
        command.SetAction(parsed => Run(
            project.Read(parsed), OutputOptions.Terminal(parsed, streams), OutputOptions.IsJson(parsed)));
        return command;
    }

    private static int Run(ProjectLocation location, Terminal terminal, bool isJson)
    {
        var problems = Problems(location);
        if (isJson)
        {
            Document.Write(terminal.Data, new
            {
                Valid = problems.Count == 0,
                Problems = problems.Select(p => new { p.Code, p.File, p.Line, p.Column, p.Message, p.Suggestion }),
            });
            return problems.Count == 0 ? ExitCode.Done : ExitCode.Usage;
        }
        if (problems.Count > 0)
        {
            throw new ContractException(problems);
        }
        terminal.Say("The project has no problems.");
        return ExitCode.Done;
    }

    private static IReadOnlyList<Problem> Problems(ProjectLocation location)
    {
        try
        {
            ProjectFolder.Read(location.Folder, location.Environment);
            return [];
        }
        catch (ContractException e)
        {
            return e.Problems;
        }
    }
}
