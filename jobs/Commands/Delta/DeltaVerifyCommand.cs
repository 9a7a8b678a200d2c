using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary><c>delta verify</c>: holds the parts of a table against each other.</summary>
internal static class DeltaVerifyCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Verb(
            "verify", "Replay the log and hold its checkpoints, the data files, their statistics, deletion vectors and the rules of rows against it.",
            "medallion delta verify tables/silver/orders");
        var table = new TableOptions(command, hasVersion: true);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = table.Open(parsed);
            var problems = await session.VerifyAsync(table.Version(parsed), cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, problems);
            }
            else if (problems.Count > 0)
            {
                terminal.Table(["file", "problem"], problems.Select(problem => new object?[] { problem.File, problem.Problem }));
            }
            else
            {
                terminal.Say("Nothing is wrong.");
            }
            return problems.Count == 0 ? ExitCode.Done : ExitCode.DataRefused;
        });
        return command;
    }
}
