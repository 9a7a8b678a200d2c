using System.Text.RegularExpressions;
using Lakehouse.Jobs.Tests.Support;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Jobs.Tests.Docs;

/// <summary>What the README shows is what the command writes, and what it links to is there.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string File = Path.Combine(Repository.Root, "README.md");

    /// <summary>
    /// Runs the commands of all blocks that begin with <c>$</c>, one after the other, and compares what they write to the
    /// standard output. A line of <c>...</c> stands for any lines. UPDATE_DOCS=1 writes blocks without such a line anew.
    /// </summary>
    [Fact]
    public async Task Every_output_that_the_readme_shows_is_real()
    {
        using var shop = new ShopFolder();
        var readme = await System.IO.File.ReadAllTextAsync(File);
        var updated = readme;
        var blocks = Blocks().Matches(readme);

        Assert.NotEmpty(blocks);
        foreach (Match block in blocks)
        {
            var run = await shop.RunAsync([.. Words().Matches(block.Groups["args"].Value).Select(word => word.Value.Trim('"'))]);
            var shown = block.Groups["output"].Value;
            if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1" && !shown.Contains("...\n", StringComparison.Ordinal))
            {
                updated = updated.Replace(block.Value, block.Value.Replace(shown, run.Out.TrimEnd() + "\n", StringComparison.Ordinal), StringComparison.Ordinal);
            }
            else
            {
                AssertSame(shown, run.Out);
            }
        }
        if (updated != readme)
        {
            await System.IO.File.WriteAllTextAsync(File, updated);
        }
    }

    [Fact]
    public async Task Every_link_leads_to_a_file_of_the_repository()
    {
        var links = Links().Matches(await System.IO.File.ReadAllTextAsync(File)).Select(link => link.Groups["path"].Value).ToList();

        Assert.NotEmpty(links);
        Assert.All(
            links.Where(link => !link.StartsWith("http", StringComparison.Ordinal) && !link.StartsWith('#')),
            link => Assert.True(Path.Exists(Path.Combine(Repository.Root, link.Split('#')[0])), $"{link} is not there."));
    }

    private static void AssertSame(string shown, string written)
    {
        var actual = string.Join('\n', Lines.Normalize(written));
        if (!shown.Contains("...\n", StringComparison.Ordinal))
        {
            Assert.Equal(string.Join('\n', Lines.Normalize(shown)), actual);
            return;
        }
        var pattern = string.Join('\n', Lines.Normalize(shown).Select(line => line == "..." ? "(.*\n)*?.*" : Regex.Escape(line)));
        Assert.Matches($"^{pattern}$", actual);
    }

    [GeneratedRegex(@"```console\n\$ (dotnet run --project jobs --|medallion) (?<args>.*)\n(?<output>(?:.*\n)*?)```")]
    private static partial Regex Blocks();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\]\((?<path>[^)\s]+)\)")]
    private static partial Regex Links();
}
