using System.Text.RegularExpressions;
using Lakehouse.Jobs.Tests.Support;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Jobs.Tests.Docs;

/// <summary>What the pages show is what the command writes, and what they link to is there.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<string> Pages => ["README.md", "docs/delta.md"];

    /// <summary>
    /// Runs the commands of all blocks that begin with <c>$</c>, one after the other, and compares what they write to the
    /// standard output. A line of <c>...</c> stands for any lines. UPDATE_DOCS=1 writes blocks without such a line anew.
    /// </summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_output_that_a_page_shows_is_real(string page)
    {
        using var shop = new ShopFolder();
        var file = Path.Combine(Repository.Root, page);
        var readme = await File.ReadAllTextAsync(file);
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
            await File.WriteAllTextAsync(file, updated);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_link_leads_to_a_file_of_the_repository(string page)
    {
        var file = Path.Combine(Repository.Root, page);
        var links = Links().Matches(await File.ReadAllTextAsync(file)).Select(link => link.Groups["path"].Value).ToList();

        Assert.NotEmpty(links);
        Assert.All(
            links.Where(link => !link.StartsWith("http", StringComparison.Ordinal) && !link.StartsWith('#')),
            link => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, link.Split('#')[0])), $"{link} is not there."));
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
