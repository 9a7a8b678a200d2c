using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Lakehouse.Jobs.Commands;

namespace Lakehouse.Jobs.Output;

/// <summary>The usual help, and below it what to type.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Beginning = """
        A first hour:
          medallion init shop                        write a small project
          medallion run shop                         build its tables
          medallion query "from gold.daily_revenue" shop
          medallion quarantine ls shop               see what was rejected, and why
          medallion VERB --help                      learn more of a verb

        Exit codes:
          0  done, also when there was nothing to do (run --nothing-to-do-exit-code N changes that)
          1  failed or cancelled; what was committed stays, the same command continues
          2  the command line or the project is wrong
          3  data broke a blocking check, or a landing file was refused

        Environment: NO_COLOR and TERM=dumb switch colours off, CI the moving progress line.
        Results go to the standard output, everything else to the standard error.
        """;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        switch (parseResult.CommandResult.Command)
        {
            case RootCommand:
                output.WriteLine(Beginning);
                break;
            case Verb { Examples: { Count: > 0 } examples }:
                output.WriteLine("Examples:");
                foreach (var example in examples)
                {
                    output.WriteLine($"  {example}");
                }
                break;
        }
        return code;
    }
}
