using Lakehouse.Delta;
using Lakehouse.Medallion.Tests.Support;
using Lakehouse.Quality;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>Checks of a contract that speak of the whole table hold before anyone can see it.</summary>
public sealed class SilverGateTests
{
    private const string Session = "      - name: session_id\n        logicalType: string\n";
    private const string Contract = "contracts/web/events.yaml";

    [Fact]
    public async Task A_value_that_is_not_unique_in_the_whole_table_keeps_all_of_its_step_out()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit(Contract, yaml => yaml.Replace(Session, Session + "        unique: true\n"));
        lakehouse.Land("a.jsonl", Order("1", session: "s"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        var before = await VersionsAsync(lakehouse);
        lakehouse.Land("b.jsonl", Order("2", session: "s", day: "2026-01-03") + "no JSON\n");

        var blocked = await lakehouse.RunAsync();

        Assert.Equal("blocked", blocked.Status);
        var problem = Assert.Single(blocked.Problems);
        Assert.Equal(
            (ErrorCodes.CheckFailed, "silver/events", true), (problem.Code, problem.Subject, problem.BrokenData));
        Assert.Contains("session_id is unique: measured 1, must be = 0", problem.Message);
        Assert.Equal(before, await VersionsAsync(lakehouse));
        Assert.Equal(["1"], await lakehouse.QueryAsync("select event_id from {silver/events}"));
        Assert.Empty(await lakehouse.QueryAsync("select payload from {quarantine}"));
        Assert.Single(Directory.GetFiles(Path.Combine(lakehouse.StorageRoot, "silver"), "*.parquet", SearchOption.AllDirectories));
        Assert.Equal(
            ["0|true|silver/events", "1|false|silver/events"],
            await lakehouse.QueryAsync(
                "select measured, lower(passed::varchar), \"table\" from {ops/checks} where \"check\" = 'session_id is unique' order by 1"));

        lakehouse.Edit(Contract, yaml => yaml.Replace("        unique: true\n", ""));
        var fixedRun = await lakehouse.RunAsync();

        Assert.Equal("done", fixedRun.Status);
        Assert.Equal((2L, 1L, 1L), Sum(fixedRun));
        Assert.Equal(["1", "2"], await lakehouse.QueryAsync("select event_id from {silver/events} order by 1"));
        Assert.Equal(["no JSON"], await lakehouse.QueryAsync("select payload from {quarantine}"));
    }

    [Fact]
    public async Task What_is_checked_is_the_table_without_the_rows_that_give_way()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit(Contract, yaml => WithCheck(yaml, "{ metric: rowCount, mustBe: 2 }"));
        lakehouse.Land("b.jsonl", Order("1") + Order("2"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        lakehouse.Land("a.jsonl", Order("2", session: "earlier in landing order"));

        Assert.Equal("done", (await lakehouse.RunAsync()).Status);

        Assert.Equal(
            ["1|b.jsonl", "2|a.jsonl"],
            await lakehouse.QueryAsync("select event_id, landing_path from {silver/events} order by 1"));
        Assert.Equal(["2", "2"], await lakehouse.QueryAsync("select measured from {ops/checks} where \"table\" = 'silver/events'"));
    }

    [Fact]
    public async Task A_check_that_only_warns_is_told_of_and_stops_nothing()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit(Contract, yaml => WithCheck(
            yaml,
            "{ name: small orders, type: sql, query: 'select max(properties.amount) from {table}', mustBeLessThan: 4, severity: warning }"));
        lakehouse.Land("a.jsonl", Order("1"));

        var report = await lakehouse.RunAsync();

        Assert.Equal("done", report.Status);
        var check = report.Checks.Single(check => check.Table == "silver/events");
        Assert.Equal(("small orders", 5m, false), (check.Result.Name, check.Result.Measured, check.Result.Passed));
        Assert.Equal(["1"], await lakehouse.QueryAsync("select event_id from {silver/events}"));
    }

    [Fact]
    public async Task A_check_that_cannot_be_measured_publishes_nothing_and_tells_no_value()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit(Contract, yaml => WithCheck(
            yaml, "{ type: sql, query: 'select max(cast(session_id as integer)) from {table}', mustBeLessThan: 4 }"));
        lakehouse.Land("a.jsonl", Order("1", session: "secret"));

        var report = await lakehouse.RunAsync();

        var problem = Assert.Single(report.Silver.Single().Problems);
        Assert.Equal((ErrorCodes.CheckQuery, false), (problem.Code, problem.BrokenData));
        Assert.DoesNotContain("secret", problem.Message);
        Assert.DoesNotContain("silver/events", lakehouse.Tables());
        Assert.DoesNotContain("quarantine", lakehouse.Tables());
    }

    [Fact]
    public async Task A_check_that_does_not_bind_is_a_problem_of_the_project()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit(Contract, yaml => WithCheck(
            yaml, "{ type: sql, query: 'select max(nothing) from {table}', mustBeLessThan: 4 }"));

        var error = await Assert.ThrowsAsync<ContractException>(() => lakehouse.RunAsync());

        Assert.Contains(error.Problems, p => p.File == Contract && p.Message.Contains("nothing"));
    }

    [Theory]
    [InlineData("select count(*) from {table}, read_csv(''/etc/hosts'')", "read_csv")]
    [InlineData("select count(*) from {table} join gold.orders using (event_id)", "orders")]
    [InlineData("select length(getenv(''HOME'')) from {table}", "getenv")]
    [InlineData("select count(*) from {table}, ''/etc/hosts''", "/etc/hosts")]
    public async Task The_query_of_a_check_reads_its_table_alone(string query, string named)
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit(Contract, yaml => WithCheck(yaml, $"{{ type: sql, query: '{query}', mustBe: 0 }}"));

        var error = await Assert.ThrowsAsync<ContractException>(() => lakehouse.RunAsync());

        Assert.Contains(error.Problems, p => p.File == Contract && p.Message.Contains(named));
    }

    private static string WithCheck(string yaml, string check) =>
        yaml.Replace("    quality:\n      - type: custom\n", $"    quality:\n      - {check}\n      - type: custom\n");

    private static string Order(string id, string session = "s", string day = "2026-01-02") =>
        $$$"""{"event_id":"{{{id}}}","event_name":"order_completed","schema_version":1,"occurred_at":"{{{day}}}T03:04:05Z","sent_at":"{{{day}}}T03:04:06Z","anonymous_id":"a","session_id":"{{{session}}}","source":"web","country":"DE","properties":{"order_id":"o","amount":5.00,"currency":"EUR","quantity":1}}"""
        + "\n";

    private static (long Read, long Accepted, long Quarantined) Sum(RunReport report)
    {
        var balance = report.Silver.Single().Balance;
        return (balance.Read, balance.Accepted, balance.Quarantined);
    }

    private static async Task<IReadOnlyList<long>> VersionsAsync(TestLakehouse lakehouse)
    {
        using var session = lakehouse.Open();
        var versions = new List<long>();
        foreach (var table in lakehouse.Tables().Where(table => !table.StartsWith("ops/") && !table.StartsWith("bronze/")))
        {
            versions.Add((await new DeltaTable(session.Tables, table).LoadAsync()).Version);
        }
        return versions;
    }
}
