using System.Diagnostics;
using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Output;

/// <summary>Colours and moving lines of the whole command.</summary>
public sealed class TerminalTests
{
    private const string Escape = "\u001b";

    [Theory]
    [InlineData(false)]
    [InlineData(true, "FORCE_COLOR")]
    [InlineData(false, "NO_COLOR", "FORCE_COLOR")]
    public async Task Colour_is_written_only_when_it_is_wanted(bool isColoured, params string[] variables)
    {
        var run = await MedallionProcess.RunAsync(
            Path.GetTempPath(), variables.ToDictionary(name => name, _ => (string?)"1"), "run", "no-such-project");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(isColoured, run.Error.Contains(Escape, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_gets_plain_lines_and_the_result_stays_apart()
    {
        using var shop = new ShopFolder();

        var run = await shop.RunAsync("run", ShopFolder.Project);

        Assert.DoesNotContain(Escape, run.Error + run.Out, StringComparison.Ordinal);
        Assert.Contains("bronze  orders: 2,001 records from 5 files, version 0 (", run.Error, StringComparison.Ordinal);
        Assert.Contains("silver  orders: 1,615 accepted, 70 duplicate, 316 quarantined", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("Run ", run.Out, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_person_at_a_terminal_sees_a_moving_line_and_then_the_same_result()
    {
        Skip.IfNot(File.Exists("/usr/bin/script"), "There is no 'script' to make a terminal with.");
        using var shop = new ShopFolder();
        var command = $"dotnet {Path.Combine(AppContext.BaseDirectory, "medallion.dll")} run {ShopFolder.Project}";
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", command, "/dev/null"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = shop.Root,
        };
        start.Environment["TERM"] = "xterm";
        start.Environment.Remove("CI");
        start.Environment.Remove("NO_COLOR");

        using var process = Process.Start(start)!;
        var seen = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Contains($"{Escape}[?25l", seen, StringComparison.Ordinal);
        Assert.Contains($"{Escape}[?25h", seen, StringComparison.Ordinal);
        Assert.Contains("silver  orders: 1,615 accepted", seen, StringComparison.Ordinal);
        Assert.Contains("country_conversion  whole", seen, StringComparison.Ordinal);
    }
}
