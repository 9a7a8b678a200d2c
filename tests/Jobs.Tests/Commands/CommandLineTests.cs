using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_lists_every_verb()
    {
        var run = await MedallionRun.Of("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(
            ["init", "validate", "plan", "run", "status", "query", "quarantine", "explain", "hash", "runs", "doctor"],
            verb => Assert.Contains($"\n  {verb} ", run.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("run")]
    [InlineData("validate")]
    [InlineData("status")]
    [InlineData("query")]
    [InlineData("quarantine", "ls")]
    [InlineData("quarantine", "show")]
    [InlineData("explain")]
    [InlineData("hash")]
    [InlineData("runs")]
    [InlineData("doctor")]
    public async Task Every_verb_takes_a_project_an_environment_and_other_roots(params string[] verb)
    {
        var run = await MedallionRun.Of([.. verb, "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.All(
            ["<project>", "--env", "--storage", "--landing", "--json", "--quiet"],
            part => Assert.Contains(part, run.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--remote names a Spark server, and the engine is duckdb. Add --engine spark.", "--remote", "sc://127.0.0.1:1")]
    [InlineData("MED0801", "--engine", "spark")]
    [InlineData("ENG0301", "--engine", "spark", "--remote", "http://127.0.0.1:1")]
    public async Task A_server_that_is_named_wrongly_is_told_with_exit_code_2(string message, params string[] args)
    {
        using var shop = new ShopFolder();
        var run = await shop.RunAsync(["run", ShopFolder.Project, .. args]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'rnu' is no verb of 'medallion'", "rnu")]
    [InlineData("'lss' is no verb of 'quarantine'", "quarantine", "lss")]
    [InlineData("There is no option '--selct'", "plan", "--selct", "orders")]
    [InlineData("Required argument missing for command: 'query'", "query")]
    [InlineData("'json'", "query", "select 1", "--format", "xml")]
    [InlineData("Required command was not provided")]
    public async Task What_is_wrong_with_a_command_line_is_told_with_exit_code_2(string message, params string[] args)
    {
        var run = await MedallionRun.Of(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }
}
