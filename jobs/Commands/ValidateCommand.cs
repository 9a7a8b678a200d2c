using System.CommandLine;
using Lakehouse.Jobs.Output;
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
        command.SetAction((parsed, cancellationToken) => RunAsync(
            project.Read(parsed), OutputOptions.Terminal(parsed, streams), OutputOptions.IsJson(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        ProjectLocation location, Terminal terminal, bool isJson, CancellationToken cancellationToken)
    {
        var problems = await FindProblemsAsync(location, cancellationToken);
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

    private static async Task<IReadOnlyList<Problem>> FindProblemsAsync(
        ProjectLocation location, CancellationToken cancellationToken)
    {
        try
        {
            using var session = location.OpenForValidation();
            return await session.ValidateAsync(cancellationToken);
        }
        catch (ContractException e)
        {
            return e.Problems;
        }
    }
}
