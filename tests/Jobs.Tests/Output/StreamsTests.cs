using Lakehouse.Jobs.Output;
using Xunit;

namespace Lakehouse.Jobs.Tests.Output;

public sealed class StreamsTests
{
    [Theory]
    [InlineData(false, "", true, true)]
    [InlineData(true, "", false, false)]
    [InlineData(false, "NO_COLOR=1", false, true)]
    [InlineData(false, "NO_COLOR=", true, true)]
    [InlineData(true, "FORCE_COLOR=1", true, false)]
    [InlineData(true, "FORCE_COLOR=1 NO_COLOR=1", false, false)]
    [InlineData(false, "TERM=dumb", false, false)]
    [InlineData(false, "CI=true", true, false)]
    public void Colour_and_live_output_follow_the_terminal_and_the_environment(
        bool isRedirected, string variables, bool usesColor, bool isLive)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);

        var streams = Streams.Of(TextWriter.Null, TextWriter.Null, isRedirected, values.GetValueOrDefault);

        Assert.Equal((usesColor, isLive), (streams.UsesColor, streams.IsLive));
    }

    [Fact]
    public void A_quiet_terminal_tells_errors_and_warnings_only()
    {
        using var error = new StringWriter();
        var terminal = new Terminal(new Streams(TextWriter.Null, error), isQuiet: true);

        terminal.Say("landing 3 files");
        terminal.Warn("one file is empty");
        terminal.Fail("DEL0103: commit 42 already exists.");

        Assert.Equal(
            ["warning: one file is empty", "error: DEL0103: commit 42 already exists."],
            error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Colour_marks_the_label_and_leaves_the_text_as_it_is()
    {
        using var error = new StringWriter();
        var terminal = new Terminal(new Streams(TextWriter.Null, error) { UsesColor = true }, isQuiet: false);

        terminal.Fail("no column [amount]");

        Assert.Contains("\u001b[", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($" no column [amount]{Environment.NewLine}", error.ToString(), StringComparison.Ordinal);
    }
}
