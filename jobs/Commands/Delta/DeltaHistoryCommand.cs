using System.CommandLine;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands.Delta;

/// <summary><c>delta history</c>: lists the commits of a table.</summary>
internal static class DeltaHistoryCommand
{
    public static Command Create(Streams streams)
    {
        var limit = TableOptions.Limit("How many commits at most, the newest first.");
        var command = new Verb(
            "history", "List the commits of a table, the newest first.",
            "medallion delta history tables/silver/orders --limit 10")
        { limit };
        var table = new TableOptions(command, hasVersion: false);
        OutputOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var session = table.Open(parsed);
            var commits = await session.HistoryAsync(parsed.GetValue(limit), cancellationToken);
            var terminal = OutputOptions.Terminal(parsed, streams);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, commits);
            }
            else
            {
                terminal.Table(
                    ["version", "time", "operation", "rows", "files", "program"],
                    commits.Select(commit => new object?[]
                    {
                        commit.Version, commit.Timestamp, commit.Operation, CommitCounts.Rows(commit), CommitCounts.Files(commit),
                        commit.Engine,
                    }));
            }
            return ExitCode.Done;
        });
        return command;
    }
}
