using System.Text;
using Lakehouse.Quality.Expectations;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Jobs.Tests.Docs;

/// <summary><c>docs/quality.md</c> lists every type of expectation, taken from the code.</summary>
public sealed class QualityPageTests
{
    private const string Begin = "<!-- types: written by a test -->\n";
    private const string End = "<!-- end of types -->\n";

    /// <summary>Set UPDATE_DOCS=1 to write the table anew.</summary>
    [Fact]
    public void The_page_lists_every_type_of_expectation()
    {
        var path = Path.Combine(Repository.Root, "docs", "quality.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        var expected = page[..(begin + Begin.Length)] + Table() + page[end..];
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }

    private static string Table()
    {
        var table = new StringBuilder("| Type | Holds when | Arguments |\n|---|---|---|\n");
        foreach (var type in ExpectationTypes.All)
        {
            var arguments = type.Arguments.Select(argument => $"`{argument.Name}`{(argument.IsRequired ? "" : "?")}");
            var more = type.JudgesRows ? ", `mostly`?" : "";
            table.Append($"| `{type.Name}` | {type.Description} | {string.Join(", ", arguments)}{more} |\n");
        }
        return table.ToString();
    }
}
