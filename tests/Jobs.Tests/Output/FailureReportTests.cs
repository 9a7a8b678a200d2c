using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Lakehouse.Quality;
using Xunit;

namespace Lakehouse.Jobs.Tests.Output;

public sealed class FailureReportTests
{
    public static TheoryData<Exception, int, string> Foreseen => new()
    {
        { new DeltaException("DEL0201", "commit 3 cannot be read. Restore it."), 1, "DEL0201" },
        { new EngineException("ENG0103", "no memory is left. Give it more."), 1, "ENG0103" },
        { new MedallionException("MED0501", "others won. Run again."), 1, "MED0501" },
        { new MedallionException("MED0001", "there is no project. Make one."), 2, "MED0001" },
        { new MedallionException("MED0603", "the query is refused. Write a SELECT."), 2, "MED0603" },
        { new ContractException([new Problem("QUA0104", new FilePosition("a.yaml", 3, 1), "unknown key", "Remove it.")]), 2, "QUA0104" },
        { new IOException("No space left on device"), 1, "MED0004" },
        { new UnauthorizedAccessException("Access is denied."), 1, "MED0004" },
        { new UsageException("Write it like this."), 2, "USAGE" },
        { new OperationCanceledException(), 1, "CANCELLED" },
    };

    [Theory]
    [MemberData(nameof(Foreseen))]
    public void A_foreseen_failure_is_told_in_a_sentence_and_as_a_document(Exception exception, int exitCode, string code)
    {
        var (ended, output, error) = Report(exception);

        Assert.Equal(exitCode, ended);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(output);
        Assert.Equal(code, document.RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public void What_nobody_foresaw_is_a_defect_with_its_stack_trace()
    {
        var (ended, output, error) = Report(Thrown(new InvalidOperationException("nobody thought of this")));

        Assert.Equal(1, ended);
        Assert.Contains("defect of Medallion", error, StringComparison.Ordinal);
        Assert.Contains("nobody thought of this", error, StringComparison.Ordinal);
        Assert.Contains($"at {typeof(FailureReportTests).FullName}.{nameof(Thrown)}", error, StringComparison.Ordinal);
        Assert.Contains("DEFECT", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_of_a_project_has_a_line_of_its_own()
    {
        var (_, _, error) = Report(new ContractException(
        [
            new Problem("QUA0104", new FilePosition("a.yaml", 3, 1), "unknown key", "Did you mean 'kind'?"),
            new Problem("MED0207", new FilePosition("b.sql", 2, 5), "now reads the clock. Take a column.", ""),
        ]));

        Assert.Equal(
            [
                "error: QUA0104: a.yaml:3:1: unknown key. Did you mean 'kind'?",
                "error: MED0207: b.sql:2:5: now reads the clock. Take a column.",
                "Problems in the project's files: 2. Nothing was touched.",
            ],
            error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    private static (int ExitCode, string Out, string Error) Report(Exception exception)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = FailureReport.Write(exception, new Terminal(new Streams(output, error), isQuiet: false), isJson: true);
        return (code, output.ToString(), error.ToString());
    }
}
