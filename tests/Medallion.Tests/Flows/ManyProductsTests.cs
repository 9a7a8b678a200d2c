using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Tests.Support;
using Lakehouse.TestKit.Shop;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>Products that do not read each other are built side by side: nobody can tell from the tables or what is told.</summary>
public sealed class ManyProductsTests
{
    private const int Copies = 9;

    [Fact]
    public async Task Each_product_has_its_rows_and_is_told_of_by_itself_in_order()
    {
        using var lakehouse = new TestLakehouse();
        ShopGenerator.Generate().WriteTo(lakehouse.Landing);
        for (var i = 0; i < Copies; i++)
        {
            Add(lakehouse, $"sales_{i}", $"select event_date, currency, count(*) + {i} as n from silver.orders group by all", "event_date, currency");
            Add(lakehouse, $"total_{i}", $"select event_date, cast(sum(n) as bigint) as n from gold.sales_{i} group by event_date");
        }
        var told = new List<RunEvent>();

        var report = await RunAsync(lakehouse, told);

        Assert.Equal("done", report.Status);
        for (var i = 0; i < Copies; i++)
        {
            Assert.Equal(
                await lakehouse.QueryAsync($"select event_date, count(*) + {i} * count(distinct currency) from {{silver/orders}} group by 1 order by 1"),
                await lakehouse.QueryAsync($"select event_date, n from {{gold/web/total_{i}}} order by 1"));
        }
        var products = report.Gold.Select(product => product.Product).ToList();
        Assert.All(Enumerable.Range(0, Copies), i => Assert.True(products.IndexOf($"sales_{i}") < products.IndexOf($"total_{i}")));
        Assert.Equal(
            products.SelectMany(product => new[] { (product, RunEventKind.Started), (product, RunEventKind.Finished) }),
            told.Where(e => e.Stage == "gold").Select(e => (e.Subject, e.Kind)));
        Assert.Equal(
            [$"{2 * Copies}|{2 * Copies}"],
            await lakehouse.QueryAsync("""
                select count(*), count(distinct "table") from {ops/checks} where "check" = 'counts are counts' and passed
                """));
    }

    [Fact]
    public async Task What_reads_a_failed_product_is_left_out_and_the_others_are_built()
    {
        using var lakehouse = new TestLakehouse();
        ShopGenerator.Generate().WriteTo(lakehouse.Landing);
        for (var i = 0; i < Copies; i++)
        {
            var sql = i == 4 ? "select event_date, count(*) - 1000000 as n from silver.orders group by all" : "select event_date, count(*) as n from silver.orders group by all";
            Add(lakehouse, $"sales_{i}", sql);
            Add(lakehouse, $"total_{i}", $"select max(event_date) as event_date, cast(sum(n) as bigint) as n from gold.sales_{i}");
        }

        var report = await RunAsync(lakehouse, []);

        Assert.Equal("blocked", report.Status);
        Assert.Equal(
            ["sales_4", "total_4"],
            report.Gold.Where(product => product.Build == GoldBuild.Failed).Select(product => product.Product));
        Assert.Equal(
            [(ErrorCodes.CheckFailed, "gold/web/sales_4"), (ErrorCodes.InputFailed, "gold/web/total_4")],
            report.Problems.Select(problem => (problem.Code, problem.Subject)));
        Assert.Equal(2 * (Copies - 1), lakehouse.Tables().Count(table => table.Contains("/sales_") || table.Contains("/total_")));
    }

    [Fact]
    public async Task Who_reads_much_waits_for_the_others_and_they_for_it()
    {
        using var lakehouse = new TestLakehouse();
        using var session = lakehouse.Open();
        using var lanes = new ProductLanes(session.NewRun(new Told([]), []), products: 2);
        var (first, alone, last) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var begun = new List<string>();
        Task<int> Use(string name, bool isAlone, TaskCompletionSource<int> until) => lanes.UseAsync(
            isAlone,
            () =>
            {
                begun.Add(name);
                return until.Task;
            },
            CancellationToken.None);

        var uses = new[] { Use("little", false, first), Use("much", true, alone), Use("little too", false, last) };
        Assert.Equal(["little"], begun);
        first.SetResult(1);
        await uses[0];
        await WaitAsync(() => begun.Count == 2);
        Assert.Equal(["little", "much"], begun);
        alone.SetResult(2);
        await uses[1];
        await WaitAsync(() => begun.Count == 3);
        last.SetResult(3);
        var results = await Task.WhenAll(uses);
        Assert.Equal([1, 2, 3], results);
    }

    private static async Task WaitAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Yield();
        }
    }

    private static void Add(TestLakehouse lakehouse, string name, string sql, string grain = "event_date")
    {
        var file = Path.Combine(lakehouse.Folder, "products", "web", name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText($"{file}.sql", sql);
        File.WriteAllText($"{file}.yaml", $$"""
            owner: test@shop.example
            description: A product of a test.
            grain: [{{grain}}]
            partitioned_by: [event_date]
            quality:
              - metric: rowCount
                mustBeGreaterThan: 0
              - name: counts are counts
                type: sql
                query: select count(*) from {table} where n < 0
                mustBe: 0
            """);
    }

    private static async Task<RunReport> RunAsync(TestLakehouse lakehouse, List<RunEvent> told)
    {
        using var session = lakehouse.Open();
        return await Flow.RunAsync(session.NewRun(new Told(told), []), CancellationToken.None);
    }

    private sealed class Told(List<RunEvent> told) : IProgress<RunEvent>
    {
        public void Report(RunEvent value) => told.Add(value);
    }
}
