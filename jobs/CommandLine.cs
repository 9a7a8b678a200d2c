using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Lakehouse.Jobs.Commands;
using Lakehouse.Jobs.Commands.Contracts;
using Lakehouse.Jobs.Commands.Delta;
using Lakehouse.Jobs.Commands.Quality;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs;

/// <summary>The <c>medallion</c> command: one verb for each file in <c>Commands</c>.</summary>
internal static class CommandLine
{
    // After a signal the engine is interrupted and what was staged is removed; this is how long that may take.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(30);

    private static readonly VerbEntry[] Verbs =
    [
        new("init", InitCommand.Create),
        new("validate", ValidateCommand.Create),
        new("plan", PlanCommand.Create),
        new("run", RunCommand.Create),
        new("submit", SubmitCommand.Create),
        new("status", StatusCommand.Create),
        new("query", QueryCommand.Create),
        new("quarantine", QuarantineCommand.Create),
        new("explain", ExplainCommand.Create),
        new("hash", HashCommand.Create),
        new("parity", ParityCommand.Create),
        new("runs", RunsCommand.Create),
        new("contract", ContractCommand.Create),
        new("quality", QualityCommand.Create),
        new("profile", ProfileCommand.Create),
        new("generate", GenerateCommand.Create),
        new("export", ExportCommand.Create),
        new("delta", DeltaCommand.Create),
        new("doctor", DoctorCommand.Create),
    ];

    /// <summary>Runs the verb that the arguments name and gives its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Streams streams, CancellationToken cancellationToken = default)
    {
        var parsed = Describe(streams, args).Parse(args);
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

    // Only the verb that is asked for is described, for a short run should not pay for the others.
    private static RootCommand Describe(Streams streams, string[] args)
    {
        var root = new RootCommand("Turns a folder of contracts, sources and SQL products into a lakehouse.");
        var asked = args.Length > 0 ? Array.Find(Verbs, verb => verb.Name == args[0]) : null;
        foreach (var verb in asked is null ? Verbs : [asked])
        {
            root.Add(verb.Create(streams));
        }
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private sealed record VerbEntry(string Name, Func<Streams, Command> Create);
}
