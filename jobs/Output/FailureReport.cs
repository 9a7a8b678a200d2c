using System.Text.RegularExpressions;

namespace Lakehouse.Jobs.Output;

/// <summary>Tells of a failure that ended the command, and how a scheduler should take it.</summary>
internal static partial class FailureReport
{
    /// <summary>Writes what failed and gives the exit code.</summary>
    public static int Write(Exception failure, Terminal terminal)
    {
        switch (failure)
        {
            case OperationCanceledException:
                terminal.Fail("Cancelled. Nothing half-done is visible; the same command starts again where it stopped.");
                return ExitCode.Failure;
            case UsageException:
                terminal.Fail(failure.Message);
                return ExitCode.Usage;
            case var _ when CodedMessage().IsMatch(failure.Message):
                terminal.Fail(failure.Message);
                return ExitCode.Failure;
            default:
                terminal.Fail($"This is a defect of Medallion, please report it with these lines.{Environment.NewLine}{failure}");
                return ExitCode.Failure;
        }
    }

    [GeneratedRegex("^[A-Z]{3}[0-9]{4}: ")]
    private static partial Regex CodedMessage();
}
