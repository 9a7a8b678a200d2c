using System.Diagnostics;
using System.Text.Json;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Tests.Support;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>The workload of the shared benchmark on 20,000 events, whose answers its generator knows.</summary>
public sealed class EventsFlowTests
{
    [SkippableFact]
    public async Task Twenty_thousand_events_and_three_increments_meet_the_generators_answers()
    {
        using var lakehouse = new TestLakehouse("events");
        var data = Directory.CreateTempSubdirectory("medallion-events-").FullName;
        try
        {
            Generate(data);
            var total = new Silver.Balance();
            foreach (var (folder, answers) in new[]
            {
                ("landing", "expected.json"), ("more-01", "expected-after-01.json"),
                ("more-02", "expected-after-02.json"), ("more-03", "expected-after-03.json"),
            })
            {
                foreach (var file in Directory.GetFiles(Path.Combine(data, folder)))
                {
                    File.Copy(file, Path.Combine(lakehouse.Landing, Path.GetFileName(file)));
                }

                var report = await lakehouse.RunAsync();

                Assert.Equal("done", report.Status);
                total = total.Add(report.Silver.Single().Balance);
                using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(data, answers)));
                await AssertAnswersAsync(lakehouse, total, expected.RootElement);
                if (folder != "landing")
                {
                    Assert.All(report.Gold, gold => Assert.Equal(GoldBuild.Partitions, gold.Build));
                }
            }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static void Generate(string data)
    {
        var script = SharedFolder.Require("bench", "generate.py");
        using var python = Process.Start(new ProcessStartInfo(
            "python3", [script, "--out", data, "--events", "20000", "--files", "4", "--days-more", "3"]))!;
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
    }

    private static async Task AssertAnswersAsync(TestLakehouse lakehouse, Silver.Balance balance, JsonElement expected)
    {
        long Number(string name) => expected.GetProperty(name).GetInt64();

        Assert.Equal(Number("read"), balance.Read);
        Assert.Equal(Number("accepted"), balance.Accepted - balance.Displaced);
        Assert.Equal(Number("duplicates"), balance.Duplicate + balance.Displaced);
        Assert.Equal(Number("duplicates_conflicting"), balance.Conflicts);
        Assert.Equal(Number("quarantined"), balance.Quarantined);
        Assert.Equal(Number("drift_unknown_fields"), balance.Undeclared);
        var paths = await lakehouse.QueryAsync(
            "select e.code, e.path, count(*) from (select unnest(errors) as e from {quarantine}) group by all");
        Assert.Equal(
            expected.GetProperty("violations_by_path").EnumerateObject()
                .Select(p => $"{Kind(p.Name)}|{p.Value}").Order(StringComparer.Ordinal),
            paths.Order(StringComparer.Ordinal));
        Assert.Equal(
            [Number("late").ToString()],
            await lakehouse.QueryAsync("select count(*) from {silver/events} where sent_at - occurred_at >= interval 3 days"));
        Assert.Equal(
            expected.GetProperty("accepted_by_event_date").EnumerateObject().Select(p => $"{p.Name}|{p.Value}").Order(),
            (await lakehouse.QueryAsync("select event_date::varchar, count(*) from {silver/events} group by 1")).Order());
        Assert.Equal(
            expected.GetProperty("accepted_by_event_name").EnumerateObject().Select(p => $"{p.Name}|{p.Value}").Order(),
            (await lakehouse.QueryAsync("select event_name, count(*) from {silver/events} group by 1")).Order());
        var gold = expected.GetProperty("gold");
        Assert.Equal(
            Rows(gold.GetProperty("daily_revenue")),
            (await lakehouse.QueryAsync(
                "select event_date::varchar, country, currency, orders, revenue::varchar, buyers from {gold/web/daily_revenue}"))
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            Rows(gold.GetProperty("daily_funnel")),
            (await lakehouse.QueryAsync(
                "select event_date::varchar, source, sessions, product_viewed, add_to_cart, order_completed from {gold/web/daily_funnel}"))
                .Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Rows(JsonElement product) => product.GetProperty("rows").EnumerateArray()
        .Select(row => string.Join('|', row.EnumerateArray().Select(v =>
            v.ValueKind == JsonValueKind.Null ? "null" : v.ToString())))
        .Order(StringComparer.Ordinal);

    // The generator's names of violations in those of the verdict.
    private static string Kind(string violation)
    {
        var (kind, path) = violation.Split(' ') is [var k, var p] ? (k, p) : (violation, "");
        var code = kind switch
        {
            "malformed_json" => "MALFORMED",
            "missing_required" => "REQUIRED",
            "wrong_type" => "TYPE",
            "unknown_event_name" => "ENUM",
            "negative_amount" => "RANGE",
            "unparsable_timestamp" => "FORMAT",
            _ => kind,
        };
        return $"{code}|{path}";
    }
}
