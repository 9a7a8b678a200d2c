using Lakehouse.Medallion;

namespace Lakehouse.Jobs.Output;

/// <summary>Tells of a failure that ended the command, and how a scheduler should take it.</summary>
internal static class FailureReport
{
    /// <summary>Writes what failed and gives the exit code.</summary>
    /// <param name="exception">What ended the command.</param>
    /// <param name="terminal">Where to tell people.</param>
    /// <param name="isJson">Whether a program waits for a document, which then gets one too.</param>
    public static int Write(Exception exception, Terminal terminal, bool isJson)
    {
        switch (exception)
        {
            case OperationCanceledException:
                terminal.Fail("Cancelled. Nothing half-done is visible; run the same command again.");
                WriteDocument(new Failure("CANCELLED", "Cancelled."), terminal, isJson);
                return ExitCode.Failure;
            case UsageException:
                terminal.Fail(exception.Message);
                WriteDocument(new Failure("USAGE", exception.Message), terminal, isJson);
                return ExitCode.Usage;
        }
        if (Failure.From(exception) is { } failure)
        {
            Write(failure, terminal);
            WriteDocument(failure, terminal, isJson);
            return failure.IsUsage ? ExitCode.Usage : ExitCode.Failure;
        }
        terminal.Fail($"This is a defect of Medallion, please report it with these lines.{Environment.NewLine}{exception}");
        WriteDocument(new Failure("DEFECT", exception.Message), terminal, isJson);
        return ExitCode.Failure;
    }

    /// <summary>A failure as a document.</summary>
    public static object Describe(Failure failure) => new
    {
        failure.Code,
        failure.Message,
        failure.IsTransient,
        Problems = failure.Problems.Select(p => new { p.Code, p.File, p.Line, p.Column, p.Message, p.Suggestion }),
    };

    private static void Write(Failure failure, Terminal terminal)
    {
        foreach (var problem in failure.Problems)
        {
            terminal.Fail(problem.ToString());
        }
        if (failure.Problems.Count == 0)
        {
            terminal.Fail(failure.Message);
        }
        else
        {
            terminal.Say($"Problems in the project's files: {failure.Problems.Count}. Nothing was touched.");
        }
    }

    private static void WriteDocument(Failure failure, Terminal terminal, bool isJson)
    {
        if (isJson)
        {
            Document.Write(terminal.Data, new { Error = Describe(failure) });
        }
    }
}
