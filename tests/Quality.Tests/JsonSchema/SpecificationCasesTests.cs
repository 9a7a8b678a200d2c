using System.Text;
using System.Text.Json;
using Lakehouse.Quality.JsonSchema;
using Lakehouse.TestKit;

namespace Lakehouse.Quality.Tests.JsonSchema;

/// <summary>Our own cases, taken from the texts of the drafts, for every keyword, draft and format.</summary>
public sealed class SpecificationCasesTests
{
    private static readonly Dictionary<string, Draft> Drafts = new()
    {
        ["4"] = Draft.V4,
        ["6"] = Draft.V6,
        ["7"] = Draft.V7,
        ["2019"] = Draft.V201909,
        ["2020"] = Draft.V202012,
    };

    [Theory]
    [InlineData(Draft.V4)]
    [InlineData(Draft.V6)]
    [InlineData(Draft.V7)]
    [InlineData(Draft.V201909)]
    [InlineData(Draft.V202012)]
    public void Every_case_of_a_draft_has_its_answer(Draft draft)
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var one in Cases().Where(one => IsFor(one.GetProperty("drafts").GetString()!, draft)))
        {
            var schema = new SchemaSet([new SchemaFile("s.json", one.GetProperty("schema").GetRawText())], new SchemaOptions { Draft = draft })
                .Compile("s.json");
            foreach (var expected in new[] { "valid", "invalid" })
            {
                foreach (var value in one.GetProperty(expected).EnumerateArray())
                {
                    count++;
                    if (schema.Evaluate(Encoding.UTF8.GetBytes(value.GetRawText())).IsValid != (expected == "valid"))
                    {
                        wrong.Add($"{one.GetProperty("keyword")}: {value.GetRawText()} should be {expected} by {one.GetProperty("schema").GetRawText()}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(count > 100, $"{count} cases");
    }

    [Fact]
    public void Every_keyword_has_a_case()
    {
        var covered = Cases().Select(one => one.GetProperty("keyword").GetString()!).ToHashSet();

        Assert.DoesNotContain(Quality.JsonSchema.Compilation.KeywordTable.Names, name => !covered.Contains(name));
    }

    [Fact]
    public void Every_format_has_its_answers()
    {
        using var formats = Load("formats.json");
        var wrong = new List<string>();
        foreach (var format in formats.RootElement.EnumerateObject())
        {
            var schema = new SchemaSet(
                [new SchemaFile("s.json", $$"""{"format": "{{format.Name}}"}""")], new SchemaOptions { AssertFormats = true }).Compile("s.json");
            foreach (var expected in format.Value.EnumerateObject())
            {
                wrong.AddRange(expected.Value.EnumerateArray()
                    .Where(value => schema.Evaluate(Encoding.UTF8.GetBytes(value.GetRawText())).IsValid != (expected.Name == "valid"))
                    .Select(value => $"{format.Name}: {value.GetRawText()} should be {expected.Name}"));
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(
            Quality.JsonSchema.Formats.FormatTable.Names.Order(StringComparer.Ordinal),
            formats.RootElement.EnumerateObject().Select(format => format.Name).Order(StringComparer.Ordinal));
    }

    private static List<JsonElement> Cases()
    {
        using var document = Load("cases.json");
        return [.. document.RootElement.EnumerateArray().Select(one => one.Clone())];
    }

    private static JsonDocument Load(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Quality.Tests", "JsonSchema", file)));

    // "4-7" from one to another, "6-" from one on, "2019" that one.
    private static bool IsFor(string range, Draft draft)
    {
        var ends = range.Split('-');
        return draft >= Drafts[ends[0]]
            && draft <= (ends.Length == 1 ? Drafts[ends[0]] : ends[1].Length == 0 ? Draft.V202012 : Drafts[ends[1]]);
    }
}
