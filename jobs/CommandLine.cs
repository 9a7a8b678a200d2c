using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Lakehouse.Jobs.Commands;
using Lakehouse.Jobs.Commands.Delta;
using Lakehouse.Jobs.Commands.Quality;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs;

/// <summary>The <c>medallion</c> command: one verb for each file in <c>Commands</c>.</summary>
internal static class CommandLine
{
    // After a signal the engine is interrupted and what was staged is removed; this is how long that may take.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(30);

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
                new InvocationConfiguration
                {
                    Output = streams.Out,
                    Error = streams.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TimeToEnd,
                },
                cancellationToken);
        }
        catch (Exception failure)
        {
            return FailureReport.Write(failure, terminal, OutputOptions.IsJson(parsed));
        }
        finally
        {
            await streams.Out.FlushAsync(CancellationToken.None);
        }
    }

    private static RootCommand Describe(Streams streams)
    {
        var root = new RootCommand("Turns a folder of contracts, sources and SQL products into a lakehouse.")
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
            QualityCommand.Create(streams),
            ProfileCommand.Create(streams),
            ExportCommand.Create(streams),
            DeltaCommand.Create(streams),
            DoctorCommand.Create(streams),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
