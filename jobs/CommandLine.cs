using System.CommandLine;
using System.CommandLine.Invocation;
using Lakehouse.Jobs.Commands;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs;

/// <summary>The <c>medallion</c> command: one verb for each file in <c>Commands</c>.</summary>
internal static class CommandLine
{
    /// <summary>Runs the verb that the arguments name and gives its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Streams streams, CancellationToken cancellationToken = default)
    {
        var parsed = Describe(streams).Parse(args);
        var terminal = new Terminal(streams, isQuiet: false);
        if (parsed.Action is ParseErrorAction)
        {
            return UsageReport.Write(parsed, terminal);
        }
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = streams.Out, Error = streams.Error, EnableDefaultExceptionHandler = false },
                cancellationToken);
        }
        catch (Exception failure)
        {
            return FailureReport.Write(failure, terminal);
        }
    }

    private static RootCommand Describe(Streams streams) =>
        new("Turns a folder of contracts, sources and SQL products into a lakehouse.")
        {
            InitCommand.Create(streams),
            ValidateCommand.Create(streams),
            PlanCommand.Create(streams),
            RunCommand.Create(streams),
            StatusCommand.Create(streams),
            QueryCommand.Create(streams),
            QuarantineCommand.Create(streams),
            ExplainCommand.Create(streams),
            HashCommand.Create(streams),
            RunsCommand.Create(streams),
            DoctorCommand.Create(streams),
        };
}
