using Lakehouse.Conformance.Tests.Dialects;
using Lakehouse.Engine;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Plans;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Spark;
using Xunit;
using ErrorCodes = Lakehouse.Engine.ErrorCodes;

namespace Lakehouse.Conformance.Tests.Engines;

/// <summary>A run on a Spark server gives the same tables as one on DuckDB.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class SparkRunTests(SparkConnectFixture spark)
{
    private static readonly string Landed = Path.Combine(Repository.Root, "samples", "shop", "landing");

    [SkippableFact]
    public async Task The_shop_is_the_same_on_both_engines()
    {
        using var shop = TwoLakehouses.OfSample("shop", spark.Address);
        Land(shop);
        var reports = await shop.RunAsync(("duckdb", "duckdb"), ("spark", "spark"));
        await SameAsync(shop, reports, "duckdb", "spark");
        var left = Directory.EnumerateFiles(shop.Root("spark"), "*", SearchOption.AllDirectories).Where(file =>
            file.Contains("_scratch", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith(".part", StringComparison.Ordinal));
        Assert.Equal([], left);
    }

    [SkippableFact]
    public async Task Increments_by_either_engine_give_the_same_tables()
    {
        using var lab = TwoLakehouses.OfFixture("Readings", spark.Address);
        // Two jobs are on the server at once.
        (string, string)[] Roots(string mixed) => [("duckdb", "duckdb"), ("spark", "spark"), ("mixed [1] 5% ü#", mixed)];
        lab.LandText("readings/b.jsonl",
            Reading("1", "2026-03-01T10:00:00Z", "north", "1.50"), Reading("2", "2026-03-01T23:59:59.999999Z", "a/b=c ü", "2"),
            """{"id":"3","taken_at":"2026-03-01T11:00:00Z","site":"south","value":"many"}""", "no record", "",
            $$"""{"id":"8","taken_at":"2026-03-01T12:00:00Z","site":"east","deep":{{new string('[', 1500)}}{{new string(']', 1500)}}}""",
            """{"id":"9","taken_at":"2026-03-01T13:00:00Z","site":"a \"b\" \u00e4","value":2e0}""",
            Reading("1", "2026-03-01T10:00:00Z", "north", "1.50"), Reading("4", "2026-03-02T00:00:00Z", null, null));
        await SameAsync(lab, await lab.RunAsync(Roots("spark")), "duckdb", "spark", "mixed [1] 5% ü#");

        // Comes before what is there: its readings win, and files are rewritten.
        lab.LandText("readings/a.jsonl",
            Reading("2", "2026-03-01T23:00:00Z", "a/b=c ü", "3"), Reading("5", "2026-03-03T00:00:00Z", "north", "-0.01"),
            """{"id":"6","taken_at":"2026-03-03T11:00:00Z","site":"south","more":1}""");
        await SameAsync(lab, await lab.RunAsync(Roots("duckdb")), "duckdb", "spark", "mixed [1] 5% ü#");

        lab.LandText("readings/c.jsonl",
            Reading("4", "2026-03-02T00:00:00Z", null, null), Reading("7", "2026-03-01T01:00:00Z", "south", "99999999.99"));
        var last = await lab.RunAsync(Roots("spark"));
        await SameAsync(lab, last, "duckdb", "spark", "mixed [1] 5% ü#");
        Assert.All(last, report => Assert.Equal(1, report.Gold.Single(product => product.Product == "by_site").Partitions));

        Assert.All(await lab.RunAsync(Roots("spark")), report => Assert.False(report.ChangedAnything));
    }

    [SkippableFact]
    public async Task Records_that_wait_for_others_come_back_alike_on_both_engines()
    {
        using var shop = TwoLakehouses.OfFixture("Orders", spark.Address);
        (string, string)[] Roots(string mixed) => [("duckdb", "duckdb"), ("spark", "spark"), ("mixed", mixed)];
        Directory.CreateDirectory(Path.Combine(shop.Landing, "customers"));
        const string Odd = "a\u001f/\"\\ü\n";
        // Waits, too many wait, the same code twice, malformed.
        shop.LandText("orders/b.jsonl",
            Order("1", "FR", 1, "x"), Order("2", Odd, 2, null), Order("3", null, 1, "y"), Order("4", "FR", 1, "z"),
            Order("5", "FR", 9, null), Order("6", null, null, "y"), "no record", Order("7", "DE", 7, "w"));
        var first = await shop.RunAsync(Roots("spark"));
        await SameAsync(shop, first, "duckdb", "spark", "mixed");
        Assert.Equal((3, 4, 1), Places(first[1]));

        // Two come back, of which one has the code of a row that is there: the row was first, then it was not.
        shop.LandText("customers/a.jsonl", Customer("FR", 1), Customer(Odd, 2));
        shop.LandText("orders/a.jsonl", Order("0", null, null, "y"), Order("5", "FR", 9, null));
        var second = await shop.RunAsync(Roots("duckdb"));
        await SameAsync(shop, second, "duckdb", "spark", "mixed");
        Assert.True(second[1].Silver.Single(report => report.Dataset == "orders").Balance is { CameBack: > 2, Withdrawn: 1 });

        shop.LandText("customers/b.jsonl", Customer("DE", 7), Customer("FR", 9));
        await SameAsync(shop, await shop.RunAsync(Roots("spark")), "duckdb", "spark", "mixed");
        Assert.All(await shop.RunAsync(Roots("spark")), report => Assert.False(report.ChangedAnything));

        static (long Parked, long Quarantined, long Accepted) Places(RunReport report)
        {
            var balance = report.Silver.Single(silver => silver.Dataset == "orders").Balance;
            return (balance.Parked, balance.Quarantined, balance.Accepted);
        }
    }

    [SkippableFact]
    public async Task Versions_and_references_of_elements_give_the_same_tables_on_both_engines()
    {
        using var shop = TwoLakehouses.OfFixture("Baskets", spark.Address);
        (string, string)[] Roots(string mixed) => [("duckdb", "duckdb"), ("spark", "spark"), ("mixed", mixed)];
        Directory.CreateDirectory(Path.Combine(shop.Landing, "items"));
        const string Made = "2026-01-01T00:00:00.5Z";
        shop.LandText("baskets/b.jsonl",
            Basket("1", "12.50", Line("x", Made)), Basket("2", "-1"), OldBasket("3", "7.25"), OldBasket("4", "free"), OldBasket("1", "9"),
            Basket("5", "1", Line("x", Made), Line("y\"\\\u001f", "2026-01-01T00:00:00Z"), Line("x", Made)),
            Basket("6", "1", Line("x", null)), Basket("7", "2").Replace("2.0.0", "3.0.0"), "no record");
        var first = await shop.RunAsync(Roots("spark"));
        await SameAsync(shop, first, "duckdb", "spark", "mixed");
        var balance = first[1].Silver.Single(silver => silver.Dataset == "baskets").Balance;
        Assert.Equal((9, 3, 2, 4), (balance.Read, balance.Accepted, balance.Parked, balance.Quarantined + balance.Duplicate));

        shop.LandText("items/a.jsonl", Item("x", Made), Item("z", Made));
        shop.LandText("baskets/a.jsonl", OldBasket("8", "0.5"), Basket("3", "3"));
        await SameAsync(shop, await shop.RunAsync(Roots("duckdb")), "duckdb", "spark", "mixed");

        shop.LandText("items/b.jsonl", Item("y\"\\\u001f", "2026-01-01T00:00:00Z"));
        var last = await shop.RunAsync(Roots("spark"));
        await SameAsync(shop, last, "duckdb", "spark", "mixed");
        Assert.Equal(1, last[1].Silver.Single(silver => silver.Dataset == "baskets").Balance.Unparked);

        static object Line(string sku, string? made_at) => new { sku, made_at };
        static string Basket(string id, string total, params object[] lines) => System.Text.Json.JsonSerializer.Serialize(
            new { version = "2.0.0", id, at = "2026-01-02T03:04:05Z", total = decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), lines });
        static string OldBasket(string id, string sum) => System.Text.Json.JsonSerializer.Serialize(
            new { version = "1.0.0", id, at = "2026-01-02T03:04:05Z", sum });
        static string Item(string sku, string made_at) => System.Text.Json.JsonSerializer.Serialize(new { sku, made_at });
    }

    [SkippableFact]
    public async Task A_plan_asks_no_server()
    {
        using var shop = TwoLakehouses.OfFixture("Orders", "sc://127.0.0.1:1");
        Directory.CreateDirectory(Path.Combine(shop.Landing, "customers"));
        shop.LandText("orders/a.jsonl", Order("1", "FR", 1, "x"), Order("2", "FR", 2, "y"));
        await shop.RunAsync(("root", "duckdb"));
        shop.LandText("customers/a.jsonl", Customer("FR", 1));
        using var session = shop.Open("root", "spark", 2);

        var plan = await PlanReader.ReadAsync(session, [], CancellationToken.None);

        Assert.Contains("2 records that rows of other tables may bring back", plan.Steps.Single(step => step.Subject == "orders" && step.Stage == "silver").Reason);
    }

    [SkippableFact]
    public async Task A_server_that_is_killed_leaves_tables_that_the_next_run_completes()
    {
        using var server = SparkServer.Start();
        using var lab = TwoLakehouses.OfFixture("Readings", server.Address);
        lab.LandText("readings/a.jsonl",
            Reading("1", "2026-03-01T10:00:00Z", "north", "1"), Reading("2", "2026-03-02T10:00:00Z", "south", "2"));
        await lab.RunAsync(("duckdb", "duckdb"));
        using (var session = lab.Open("spark", "spark", 1))
        {
            var watcher = new Watcher(e =>
            {
                if (e is { Stage: "silver", Kind: RunEventKind.Started })
                {
                    server.Kill();
                }
            });
            using var engine = lab.Impatient(session);
            var run = session.NewRun(watcher, []) with { Compute = engine };
            var error = await Assert.ThrowsAnyAsync<EngineException>(() => Flow.RunAsync(run, CancellationToken.None));
            Assert.Equal(ErrorCodes.SparkUnreachable, error.Code);
        }
        var again = await lab.RunAsync(("spark", "duckdb"));
        Assert.Empty(again[0].Problems);
        Assert.Equal((2, 0), (again[0].Silver[0].Balance.Accepted, again[0].Bronze[0].Records));
        var content = (await lab.HashesAsync("duckdb")).Select(WithoutVersion);
        Assert.Equal(content, (await lab.HashesAsync("spark")).Select(WithoutVersion));
    }

    [SkippableFact]
    public async Task A_rule_that_can_fail_gives_the_same_tables()
    {
        using var lab = TwoLakehouses.OfFixture("Readings", spark.Address);
        File.AppendAllText(Path.Combine(lab.Project, "contracts", "lab", "readings.yaml"), """
                quality:
                  - type: custom
                    engine: medallion
                    name: half
                    implementation: { expression: "cast(site as integer) > 2" }

            """);
        lab.LandText("readings/a.jsonl",
            Reading("1", "2026-03-01T10:00:00Z", "north", "1"), Reading("2", "2026-03-01T10:00:00Z", "3", "1"),
            Reading("3", "2026-03-01T10:00:00Z", "2", "1"));
        var reports = await lab.RunAsync(("duckdb", "duckdb"), ("spark", "spark"));
        Assert.Equal(1, reports[1].Silver[0].Balance.Accepted);
        await SameAsync(lab, reports, "duckdb", "spark");
    }

    private static string Reading(string id, string at, string? site, string? value) =>
        $$"""{"id":"{{id}}","taken_at":"{{at}}","site":{{(site is null ? "null" : $"\"{site}\"")}},"value":{{value ?? "null"}}}""";

    private static string Order(string id, string? country, int? customer, string? code) => System.Text.Json.JsonSerializer.Serialize(
        new { id, country, customer, code, at = "2026-01-02T03:04:05Z" });

    private static string Customer(string country, int number) => System.Text.Json.JsonSerializer.Serialize(
        new { country, number, at = "2026-01-01T00:00:00Z" });

    private static string WithoutVersion(string hash) => string.Join(' ', hash.Split(' ').Where((_, i) => i != 1));

    private static void Land(TwoLakehouses shop)
    {
        foreach (var file in Directory.EnumerateFiles(Landed, "*", SearchOption.AllDirectories))
        {
            shop.Land(file, Path.GetRelativePath(Landed, file));
        }
    }

    private static async Task SameAsync(TwoLakehouses both, IReadOnlyList<RunReport> reports, params string[] roots)
    {
        Assert.All(reports, report => Assert.Empty(report.Problems));
        Assert.All(reports, report => Assert.Equal(
            reports[0].Silver.Select(r => (r.Dataset, r.Balance)), report.Silver.Select(r => (r.Dataset, r.Balance))));
        Assert.All(reports, report => Assert.Equal(
            reports[0].Checks.Select(c => (c.Table, c.Result.Name, c.Result.Measured)),
            report.Checks.Select(c => (c.Table, c.Result.Name, c.Result.Measured))));
        var hashes = await both.HashesAsync(roots[0]);
        Assert.Contains(hashes, hash => hash.StartsWith("silver.", StringComparison.Ordinal));
        foreach (var root in roots.Skip(1))
        {
            Assert.Equal(hashes, await both.HashesAsync(root));
        }
    }

    private sealed class Watcher(Action<RunEvent> watch) : IProgress<RunEvent>
    {
        public void Report(RunEvent value) => watch(value);
    }
}
