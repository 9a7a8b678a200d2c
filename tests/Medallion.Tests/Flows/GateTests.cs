using Lakehouse.Delta;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Tests.Support;
using Lakehouse.Quality;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>Nothing that failed a check, or was built by other rules, becomes visible.</summary>
public sealed class GateTests
{
    private const string Order =
        """{"event_id":"ID","event_name":"order_completed","schema_version":1,"occurred_at":"2026-01-02T03:04:05Z","sent_at":"2026-01-02T03:04:06Z","anonymous_id":"a","session_id":"s","source":"web","country":"DE","properties":{"order_id":"o","amount":AMOUNT,"currency":"EUR","quantity":1}}""";

    [Fact]
    public async Task A_product_whose_check_fails_keeps_its_previous_version()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit("products/web/daily_revenue.yaml", yaml => yaml.Replace(
            "quality:\n",
            "quality:\n  - name: revenue is small\n    type: sql\n    query: select max(revenue) from {table}\n    mustBeLessThan: 100\n"));
        lakehouse.Land("a.jsonl", Order.Replace("ID", "1").Replace("AMOUNT", "5.00") + "\n");
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        var before = await VersionAsync(lakehouse, "gold/web/daily_revenue");
        lakehouse.Land("b.jsonl", Order.Replace("ID", "2").Replace("AMOUNT", "500.00") + "\n");

        var report = await lakehouse.RunAsync();

        Assert.Equal("blocked", report.Status);
        var problem = Assert.Single(report.Problems);
        Assert.Equal((ErrorCodes.CheckFailed, true), (problem.Code, problem.BrokenData));
        Assert.Equal(before, await VersionAsync(lakehouse, "gold/web/daily_revenue"));
        Assert.Equal(["5.00"], await lakehouse.QueryAsync("select revenue::varchar from {gold/web/daily_revenue}"));
        Assert.Equal(GoldBuild.Partitions, report.Gold.Single(g => g.Product == "daily_funnel").Build);
        Assert.Equal(
            ["false"],
            await lakehouse.QueryAsync(
                $"select lower(passed::varchar) from {{ops/checks}} where run_id = '{report.RunId}' and \"check\" = 'revenue is small'"));
    }

    [Fact]
    public async Task A_project_found_right_once_is_looked_at_again_when_a_file_of_it_changes()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Land("a.jsonl", Next("1", "5.00"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        var mark = Assert.Single(await MarksAsync(lakehouse));
        lakehouse.Land("b.jsonl", Next("2", "6.00"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        Assert.Equal([mark], await MarksAsync(lakehouse));
        var right = await File.ReadAllTextAsync(Path.Combine(lakehouse.Folder, "products/web/daily_revenue.sql"));
        lakehouse.Edit("products/web/daily_revenue.sql", sql => sql.Replace("sum(", "summe("));
        lakehouse.Land("c.jsonl", Next("3", "7.00"));

        var refusal = await Assert.ThrowsAsync<ContractException>(() => lakehouse.RunAsync());

        Assert.Equal("products/web/daily_revenue.sql", Assert.Single(refusal.Problems).Position.File);
        Assert.Equal(["2"], await lakehouse.QueryAsync("select count(*) from {bronze/events}"));
        lakehouse.Edit("products/web/daily_revenue.sql", _ => right + "\n-- the same\n");
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        Assert.Equal(2, (await MarksAsync(lakehouse)).Count);
    }

    [Fact]
    public async Task A_check_that_forbids_bad_rows_reads_the_new_partitions_only_and_still_finds_them()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit("products/web/daily_revenue.yaml", yaml => yaml.Replace(
            "quality:\n",
            "quality:\n  - name: few rows\n    metric: rowCount\n    mustBeLessThan: 3\n  - name: revenue is small\n    type: sql\n"
            + "    query: select count(*) from {table} where revenue > 100\n    mustBe: 0\n"));
        lakehouse.Land("a.jsonl", Order.Replace("ID", "1").Replace("AMOUNT", "5.00") + "\n");
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        foreach (var file in Directory.GetFiles(
            Path.Combine(lakehouse.StorageRoot, "gold"), "*.parquet", SearchOption.AllDirectories))
        {
            await File.WriteAllTextAsync(file, "Reading this fails.");
        }
        lakehouse.Land("b.jsonl", Next("2", "9.00"));

        var report = await lakehouse.RunAsync();

        Assert.Equal("done", report.Status);
        Assert.Equal(
            ["few rows|2|true", "revenue is small|0|true"],
            await lakehouse.QueryAsync(
                "select \"check\", measured::double::int, lower(passed::varchar) from {ops/checks} "
                + $"where run_id = '{report.RunId}' and \"table\" like '%revenue' and \"check\" in ('few rows', 'revenue is small') order by 1"));
        Assert.All(
            await lakehouse.QueryAsync($"select sql from {{ops/checks}} where run_id = '{report.RunId}'"),
            sql => Assert.DoesNotContain(".parquet", sql));

        lakehouse.Land("c.jsonl", Next("3", "500.00"));
        var blocked = await lakehouse.RunAsync();

        Assert.Equal("blocked", blocked.Status);
        Assert.Contains("revenue is small: measured 1", Assert.Single(blocked.Problems).Message);
    }

    [Fact]
    public async Task Records_that_are_too_late_are_quarantined_by_the_time_they_landed()
    {
        using var lakehouse = new TestLakehouse("events") { Clock = new FixedClock(new DateTimeOffset(2026, 1, 10, 0, 0, 0, TimeSpan.Zero)) };
        lakehouse.Edit("sources/events.yaml", yaml => yaml + "\nlateness: { max: 3d, action: quarantine }\n");
        lakehouse.Land("a.jsonl",
            Order.Replace("ID", "old").Replace("AMOUNT", "1.00") + "\n"
            + Order.Replace("ID", "new").Replace("AMOUNT", "1.00").Replace("2026-01-02", "2026-01-09") + "\n");

        var report = await lakehouse.RunAsync();

        Assert.Equal(new Dictionary<string, long> { ["LATE"] = 1 }, report.Silver.Single().Errors);
        Assert.Equal(["new"], await lakehouse.QueryAsync("select event_id from {silver/events}"));
    }

    [Fact]
    public async Task A_changed_contract_stops_its_dataset_and_says_so()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Land("a.jsonl", Order.Replace("ID", "1").Replace("AMOUNT", "5.00") + "\n");
        await lakehouse.RunAsync();
        lakehouse.Edit("contracts/web/events.yaml", yaml => yaml.Replace("checkout_started", "checkout_begun"));
        lakehouse.Land("b.jsonl", Order.Replace("ID", "2").Replace("AMOUNT", "6.00") + "\n");

        var report = await lakehouse.RunAsync();

        Assert.Equal("failed", report.Status);
        Assert.Equal([ErrorCodes.FingerprintChanged], report.Problems.Select(p => p.Code));
        Assert.Equal(["1"], await lakehouse.QueryAsync("select event_id from {silver/events}"));

        lakehouse.Edit("sources/events.yaml", yaml => yaml + "\non_change: forward\n");
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        Assert.Equal(["1", "2"], await lakehouse.QueryAsync("select event_id from {silver/events} order by 1"));
    }

    [Theory]
    [InlineData("select now() as event_date from silver.events", "MED0207")]
    [InlineData("select * from silver.nowhere", "MED0211")]
    [InlineData("select nothing as event_date from silver.events", "MED0403")]
    public async Task A_wrong_query_is_a_problem_of_the_project(string sql, string code)
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit("products/web/daily_revenue.sql", _ => sql);
        lakehouse.Land("a.jsonl", Order.Replace("ID", "1").Replace("AMOUNT", "5.00") + "\n");

        var error = await Assert.ThrowsAsync<ContractException>(() => lakehouse.RunAsync());

        Assert.Contains(error.Problems, p => p.Code == code && p.File == "products/web/daily_revenue.sql");
        Assert.Empty(lakehouse.Tables());
    }

    [Fact]
    public async Task A_rule_that_reads_other_rows_is_refused()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit("contracts/web/events.yaml", yaml => yaml.Replace(
            "properties.amount is not null", "properties.amount > (select 1)"));

        var error = await Assert.ThrowsAsync<ContractException>(() => lakehouse.RunAsync());

        Assert.Contains(error.Problems, p => p.File == "contracts/web/events.yaml" && p.Message.Contains("other rows"));
    }

    [Fact]
    public async Task A_rule_that_reads_the_clock_is_refused()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit("contracts/web/events.yaml", yaml => yaml.Replace("properties.amount is not null", "sent_at <= now()"));

        var error = await Assert.ThrowsAsync<ContractException>(() => lakehouse.RunAsync());

        var problem = Assert.Single(error.Problems);
        Assert.Equal(("MED0207", "contracts/web/events.yaml"), (problem.Code, problem.File));
    }

    [Fact]
    public async Task A_rule_that_cannot_be_evaluated_rejects_its_records_and_no_others()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit("contracts/web/events.yaml", yaml => yaml.Replace(
            "properties.amount is not null", "cast(properties.order_id as integer) > 0"));
        lakehouse.Land("a.jsonl",
            Order.Replace("ID", "1").Replace("AMOUNT", "5.00") + "\n"
            + Order.Replace("ID", "2").Replace("AMOUNT", "5.00").Replace("\"order_id\":\"o\"", "\"order_id\":\"7\"") + "\n");

        var report = await lakehouse.RunAsync();

        Assert.Equal("done", report.Status);
        Assert.Equal(new Dictionary<string, long> { ["RULE_FAILED"] = 1 }, report.Silver.Single().Errors);
        Assert.Equal(["2"], await lakehouse.QueryAsync("select event_id from {silver/events}"));
    }

    [Fact]
    public async Task A_product_that_a_value_stops_is_told_of_without_the_value()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Edit("products/web/daily_revenue.sql", sql => $"with numbers as (select cast(anonymous_id as integer) as n from silver.events) select * from ({sql.Trim().TrimEnd(';')}) where (select max(n) from numbers) >= 0");
        lakehouse.Land("a.jsonl", Order.Replace("ID", "1").Replace("AMOUNT", "5.00").Replace("\"anonymous_id\":\"a\"", "\"anonymous_id\":\"secret\"") + "\n");

        var report = await lakehouse.RunAsync();

        var problem = Assert.Single(report.Problems);
        Assert.Equal(ErrorCodes.ProductQuery, problem.Code);
        Assert.DoesNotContain("secret", problem.Message);
        Assert.Contains("medallion query", problem.Message);
    }

    private static async Task<long> VersionAsync(TestLakehouse lakehouse, string table)
    {
        using var session = lakehouse.Open();
        return (await new DeltaTable(session.Tables, table).LoadAsync()).Version;
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private static string Next(string id, string amount) =>
        Order.Replace("ID", id).Replace("AMOUNT", amount).Replace("2026-01-02", "2026-01-03") + "\n";

    private static async Task<IReadOnlyList<string>> MarksAsync(TestLakehouse lakehouse)
    {
        using var session = lakehouse.Open();
        var runs = await new DeltaTable(session.Tables, "ops/runs").LoadAsync();
        return [.. runs.Transactions.Keys.Where(appId => appId.StartsWith("medallion/validated/"))];
    }
}
