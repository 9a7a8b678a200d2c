using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Lakehouse.Conformance.Tests.Expectations;

/// <summary>Our results of the suites in the fixtures are those that Great Expectations itself gave on the same rows.</summary>
public sealed class GreatExpectationsTests(GreatExpectationsFixture fixture) : IClassFixture<GreatExpectationsFixture>
{
    private static readonly string[] Formats = ["COMPLETE", "SUMMARY", "BOOLEAN_ONLY"];

    // Great Expectations cannot run LIKE on pandas; here it runs, and the success happens to be the same.
    private static readonly (string, int)[] RunHereOnly = [("people", 43)];

    public static TheoryData<string, string> Suites
    {
        get
        {
            var suites = new TheoryData<string, string>();
            foreach (var dataSet in GreatExpectationsFixture.DataSets())
            {
                Array.ForEach(Formats, format => suites.Add(dataSet, format));
            }
            return suites;
        }
    }

    public static TheoryData<string> DataSets => [.. GreatExpectationsFixture.DataSets()];

    public static TheoryData<string, int, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, string, string>();
            foreach (var dataSet in GreatExpectationsFixture.DataSets())
            {
                foreach (var (number, result) in GreatExpectationsFixture.Theirs(dataSet, "COMPLETE").OrderBy(pair => pair.Key))
                {
                    var type = result.GetProperty("expectation_config").GetProperty("type").GetString()!;
                    Array.ForEach(Formats, format => cases.Add(dataSet, number, type, format));
                }
            }
            return cases;
        }
    }

    [Fact]
    public void The_fixtures_hold_184_results_of_53_types()
    {
        var results = GreatExpectationsFixture.DataSets()
            .SelectMany(dataSet => GreatExpectationsFixture.Theirs(dataSet, "COMPLETE").Values)
            .Select(result => result.GetProperty("expectation_config").GetProperty("type").GetString())
            .ToList();
        Assert.Equal((184, 53), (results.Count, results.Distinct().Count()));
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task The_result_of_an_expectation_is_that_of_Great_Expectations(
        string dataSet, int number, string type, string format)
    {
        var theirs = GreatExpectationsFixture.Theirs(dataSet, format)[number];
        var ours = GreatExpectationsFixture.ByCase(await fixture.OursAsync(dataSet, format))[number];

        Assert.Equal(type, ours.GetProperty("expectation_config").GetProperty("type").GetString());
        Assert.Equal(theirs.GetProperty("success").GetBoolean(), ours.GetProperty("success").GetBoolean());
        if (RunHereOnly.Contains((dataSet, number)))
        {
            Assert.True(Raised(theirs));
            Assert.False(Raised(ours));
            return;
        }
        Assert.Equal(Raised(theirs), Raised(ours));
        Assert.Null(JsonDifference.Of(Comparable(theirs), Comparable(ours)));
    }

    // What a scan is written like depends on what else is asked: a footer may be enough, NaN may not have to be looked for.
    [SkippableTheory]
    [MemberData(nameof(DataSets))]
    public async Task An_expectation_alone_gives_what_Great_Expectations_gives(string dataSet)
    {
        var ours = await GreatExpectationsFixture.OursAloneAsync(dataSet);
        foreach (var (number, theirs) in GreatExpectationsFixture.Theirs(dataSet, "COMPLETE"))
        {
            if (!RunHereOnly.Contains((dataSet, number)))
            {
                Assert.Equal((number, Raised(theirs)), (number, Raised(ours[number])));
                Assert.Null(JsonDifference.Of(Comparable(theirs), Comparable(ours[number])));
            }
        }
    }

    // A CSV field has no empty text, JSON without rows no columns, and times with fractions stay texts in JSON.
    [SkippableTheory]
    [InlineData("all_null", "data.jsonl")]
    [InlineData("all_null", "data.csv")]
    [InlineData("dups", "data.jsonl")]
    [InlineData("dups", "data.csv")]
    [InlineData("empty", "data.csv")]
    [InlineData("empty", "data.jsonl", 1, 3)]
    [InlineData("orders", "data.jsonl")]
    [InlineData("orders", "data.csv")]
    [InlineData("pairs", "data.jsonl")]
    [InlineData("pairs", "data.csv")]
    [InlineData("people", "data.jsonl")]
    [InlineData("people", "data.csv", 36)]
    [InlineData("sensors", "data.jsonl")]
    [InlineData("sensors", "data.csv")]
    [InlineData("times", "data.jsonl", 1)]
    [InlineData("times", "data.csv")]
    public async Task The_same_rows_as_JSON_and_CSV_meet_the_same_expectations(
        string dataSet, string data, params int[] others)
    {
        var theirs = GreatExpectationsFixture.Theirs(dataSet, "COMPLETE");
        var ours = GreatExpectationsFixture.ByCase(await fixture.OursAsync(dataSet, "COMPLETE", data));
        Assert.Equal(
            others,
            theirs.Keys.Order().Where(number =>
                theirs[number].GetProperty("success").GetBoolean() != ours[number].GetProperty("success").GetBoolean()));
    }

    [SkippableTheory]
    [MemberData(nameof(Suites))]
    public async Task The_statistics_of_a_suite_are_those_of_Great_Expectations(string dataSet, string format)
    {
        var theirs = GreatExpectationsFixture.Document(dataSet, $"result.{format}.json");
        var ours = await fixture.OursAsync(dataSet, format);
        foreach (var member in new[] { "success", "suite_name", "suite_parameters", "statistics" })
        {
            Assert.Null(JsonDifference.Of(theirs.GetProperty(member), ours.GetProperty(member), member));
        }
    }

    private static bool Raised(JsonElement result)
    {
        var info = result.GetProperty("exception_info");
        var flat = info.TryGetProperty("raised_exception", out var raised) ? raised : info.EnumerateObject().First().Value.GetProperty("raised_exception");
        return flat.GetBoolean();
    }

    /// <summary>
    /// What must be equal: all members but the query for the rows, which is code for pandas there and SQL here, and the
    /// counts of values with nulls in them. Python counts each NaN as a value of its own, and leaves the counts out where it
    /// cannot sort; here nulls are one value.
    /// </summary>
    private static JsonElement Comparable(JsonElement result)
    {
        var members = JsonObject.Create(result.GetProperty("result"))!;
        members.Remove("unexpected_index_query");
        if (members["partial_unexpected_counts"] is { } counts && counts.ToJsonString().Contains("null", StringComparison.Ordinal))
        {
            members.Remove("partial_unexpected_counts");
        }
        return JsonDocument.Parse(members.ToJsonString()).RootElement;
    }
}
