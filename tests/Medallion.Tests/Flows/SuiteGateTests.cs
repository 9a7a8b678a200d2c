using Lakehouse.Medallion.Tests.Support;
using Lakehouse.Quality;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>Suites of Great Expectations in contracts and products are gates.</summary>
public sealed class SuiteGateTests
{
    private const string Contract = "contracts/web/events.yaml";

    [Fact]
    public async Task A_suite_of_the_contract_that_is_not_met_publishes_nothing_and_tells_the_keys()
    {
        using var lakehouse = new TestLakehouse("events");
        Suite(lakehouse, "events", """
            {"type": "expect_column_values_to_be_in_set", "kwargs": {"column": "session_id", "value_set": ["s"]}},
            {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "country"}, "severity": "warning"}
            """);
        lakehouse.Edit(Contract, yaml => WithEntry(yaml, "implementation: { suite: events }"));
        lakehouse.Land("a.jsonl", Order("1") + Order("2", session: "other") + Order("3"));

        var blocked = await lakehouse.RunAsync();

        var problem = Assert.Single(blocked.Silver.Single().Problems);
        Assert.Equal((ErrorCodes.CheckFailed, true), (problem.Code, problem.BrokenData));
        Assert.Contains("events: expect_column_values_to_be_in_set(session_id): 1 of 3 unexpected", problem.Message);
        Assert.DoesNotContain("silver/events", lakehouse.Tables());
        Assert.Equal(
            [
                "session_id|Expectation|1|mostly 1|false|Error|[{\"session_id\":\"other\",\"event_id\":\"2\"}]",
                "country|Expectation|3|mostly 1|false|Warning|[{\"country\":\"DE\",\"event_id\":\"1\"},"
                    + "{\"country\":\"DE\",\"event_id\":\"2\"},{\"country\":\"DE\",\"event_id\":\"3\"}]",
            ],
            await lakehouse.QueryAsync(
                "select \"column\", metric, measured, expected, lower(passed::varchar), severity, failing from {ops/checks} "
                + "where \"table\" = 'silver/events' order by severity"));
        Assert.Equal(
            ["1"], await lakehouse.QueryAsync("select count(distinct sql) from {ops/checks} where metric = 'Expectation'"));

        Suite(lakehouse, "events", """
            {"type": "expect_column_values_to_be_in_set", "kwargs": {"column": "session_id", "value_set": ["s"], "mostly": 0.6}}
            """);
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        Assert.Equal(["1", "2", "3"], await lakehouse.QueryAsync("select event_id from {silver/events} order by 1"));
    }

    [Fact]
    public async Task Expectations_stand_in_a_contract_as_YAML_and_as_text()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit(Contract, yaml => WithEntry(
            yaml, "implementation: { type: expect_table_row_count_to_be_between, kwargs: { min_value: 1, max_value: 1 } }"));
        lakehouse.Edit(Contract, yaml => WithEntry(
            yaml,
            "severity: warning\n        implementation: |\n          type: expect_column_values_to_not_match_regex\n"
            + "          kwargs:\n            column: event_id\n            regex: \"^2$\""));
        lakehouse.Land("a.jsonl", Order("2"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        lakehouse.Land("b.jsonl", Order("3"));

        var blocked = await lakehouse.RunAsync();

        Assert.Equal("blocked", blocked.Status);
        Assert.Equal(["2"], await lakehouse.QueryAsync("select event_id from {silver/events}"));
    }

    [Fact]
    public async Task A_suite_of_a_product_keeps_its_previous_version()
    {
        using var lakehouse = new TestLakehouse("events");
        Suite(lakehouse, "sales", """
            {"type": "expect_column_max_to_be_between", "kwargs": {"column": "revenue", "max_value": 5}}
            """);
        var product = Path.GetRelativePath(lakehouse.Folder, Directory.GetFiles(Path.Combine(lakehouse.Folder, "products"), "*.yaml",
            SearchOption.AllDirectories).Single(file => File.ReadAllText(file).Contains("no revenue is negative")));
        lakehouse.Edit(product, yaml => yaml.Replace(
            "quality:\n", "quality:\n  - { type: custom, engine: greatExpectations, implementation: { suite: sales } }\n"));
        lakehouse.Land("a.jsonl", Order("1"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        lakehouse.Land("b.jsonl", Order("2"));

        var blocked = await lakehouse.RunAsync();

        Assert.Equal("blocked", blocked.Status);
        Assert.Contains(
            blocked.Problems, p => p.Message.Contains("sales: expect_column_max_to_be_between(revenue)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Suites_that_cannot_be_used_are_problems_of_the_project()
    {
        using var lakehouse = new TestLakehouse("events");
        Suite(lakehouse, "events", """
            {"type": "expect_column_values_to_be_increasing", "kwargs": {"column": "event_id"}},
            {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "event_nme"}}
            """);
        lakehouse.Edit(Contract, yaml => WithEntry(yaml, "implementation: { suite: events }"));
        var impossible = await Assert.ThrowsAsync<ContractException>(() => lakehouse.RunAsync());

        lakehouse.Edit(Contract, yaml => yaml.Replace("suite: events", "suite: event"));
        Suite(lakehouse, "broken", """{"type": "expect_nothing", "kwargs": {}}""");
        var unknown = await Assert.ThrowsAsync<ContractException>(() => lakehouse.RunAsync());

        Assert.Contains(impossible.Problems, p => p.File == Contract && p.Message.Contains("needs an order of the rows"));
        Assert.Contains(impossible.Problems, p => p.Message.Contains("Did you mean 'event_name'?"));
        Assert.Contains(unknown.Problems, p => p.Message.Contains("no suite 'event'") && p.Suggestion == "Did you mean 'events'?");
        Assert.Contains(unknown.Problems, p => p.File == "expectations/broken.json" && p.Code == "QUA0802");
    }

    private static void Suite(TestLakehouse lakehouse, string name, string expectations)
    {
        var folder = Directory.CreateDirectory(Path.Combine(lakehouse.Folder, "expectations")).FullName;
        File.WriteAllText(Path.Combine(folder, $"{name}.json"), $$"""{"name": "{{name}}", "expectations": [{{expectations}}]}""");
    }

    private static string WithEntry(string yaml, string rest) => yaml.Replace(
        "    quality:\n      - type: custom\n",
        $"    quality:\n      - type: custom\n        engine: greatExpectations\n        {rest}\n      - type: custom\n");

    private static string Order(string id, string session = "s") =>
        $$$"""{"event_id":"{{{id}}}","event_name":"order_completed","schema_version":1,"occurred_at":"2026-01-02T03:04:05Z","sent_at":"2026-01-02T03:04:06Z","anonymous_id":"a","session_id":"{{{session}}}","source":"web","country":"DE","properties":{"order_id":"o","amount":5.00,"currency":"EUR","quantity":1}}"""
        + "\n";
}
