using Lakehouse.Medallion.Tests.Support;
using Lakehouse.TestKit.Shop;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>The shop, run whole, in pieces, in any order and twice: always what the generator planted.</summary>
public sealed class ShopFlowTests
{
    private static readonly ShopLanding Shop = ShopGenerator.Generate();

    [Fact]
    public async Task A_run_gives_what_was_planted()
    {
        using var lakehouse = new TestLakehouse();
        Shop.WriteTo(lakehouse.Landing);

        var report = await lakehouse.RunAsync();

        var expected = Shop.Expect();
        Assert.Equal("done", report.Status);
        AssertBalance(expected.Orders, report.Silver.Single(r => r.Dataset == "orders"));
        AssertBalance(expected.PageViews, report.Silver.Single(r => r.Dataset == "page_views"));
        await AssertQuarantineAsync(lakehouse, "orders", expected.Orders);
        await AssertQuarantineAsync(lakehouse, "page_views", expected.PageViews);
        await AssertGoldAsync(lakehouse, expected);
    }

    [Fact]
    public async Task Bronze_holds_every_record_byte_for_byte()
    {
        using var lakehouse = new TestLakehouse();
        Shop.WriteTo(lakehouse.Landing);

        await lakehouse.RunAsync();

        foreach (var source in new[] { "orders", "page_views" })
        {
            var rows = await lakehouse.QueryAsync(
                $"select landing_path, landing_position, hex(coalesce(payload_bytes, encode(payload))) from {{bronze/{source}}}");
            Assert.Equal(
                Shop.Records.Where(r => r.Dataset == source)
                    .Select(r => $"{r.LandingPath}|{r.LandingPosition}|{Convert.ToHexString(r.Payload)}")
                    .Order(StringComparer.Ordinal),
                rows.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        using var lakehouse = new TestLakehouse();
        Shop.WriteTo(lakehouse.Landing);
        await lakehouse.RunAsync();
        var before = Directory.GetFiles(lakehouse.StorageRoot, "*", SearchOption.AllDirectories).Length;

        var report = await lakehouse.RunAsync();

        Assert.False(report.ChangedAnything);
        Assert.Equal(before, Directory.GetFiles(lakehouse.StorageRoot, "*", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_order_and_split_of_the_files_gives_the_same_tables(int seed)
    {
        using var whole = new TestLakehouse();
        Shop.WriteTo(whole.Landing);
        await whole.RunAsync();
        using var pieces = new TestLakehouse();
        var random = new Random(seed);
        var files = Shop.Files.Where(f => f.IsReady).Select(f => f.Path).ToArray();
        random.Shuffle(files);

        var balance = new Silver.Balance();
        RunReport? report = null;
        for (var at = 0; at < files.Length;)
        {
            var count = seed == 1 ? 1 : random.Next(1, 4);
            Shop.WriteTo(pieces.Landing, [.. files.Skip(at).Take(count)]);
            Directory.CreateDirectory(Path.Combine(pieces.Landing, "orders"));
            Directory.CreateDirectory(Path.Combine(pieces.Landing, "page_views"));
            report = await pieces.RunAsync();
            balance = report.Silver.Aggregate(balance, (sum, r) => sum.Add(r.Balance));
            at += count;
        }

        Assert.Equal("done", report!.Status);
        Assert.Equal(await whole.ContentsAsync(), await pieces.ContentsAsync());
        Assert.True(balance.IsTrue);
        var expected = Shop.Expect();
        Assert.Equal(expected.Orders.Accepted + expected.PageViews.Accepted, balance.Accepted - balance.Displaced);
        await AssertGoldAsync(pieces, expected);
    }

    [Fact]
    public async Task Files_delivered_again_add_nothing()
    {
        using var lakehouse = new TestLakehouse();
        Shop.WriteTo(lakehouse.Landing);
        await lakehouse.RunAsync();
        var before = await lakehouse.ContentsAsync();
        foreach (var file in Directory.GetFiles(lakehouse.Landing, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
        }

        var report = await lakehouse.RunAsync();

        Assert.False(report.ChangedAnything);
        Assert.Equal(before, await lakehouse.ContentsAsync());
    }

    [Fact]
    public async Task Two_runs_at_the_same_moment_end_well_and_nothing_is_there_twice()
    {
        using var alone = new TestLakehouse();
        Shop.WriteTo(alone.Landing);
        await alone.RunAsync();
        using var together = new TestLakehouse();
        Shop.WriteTo(together.Landing);

        var reports = await Task.WhenAll(
            Task.Run(() => together.RunAsync()), Task.Run(() => together.RunAsync()), Task.Run(() => together.RunAsync()));

        Assert.All(reports, report => Assert.Equal("done", report.Status));
        Assert.Equal(await alone.ContentsAsync(), await together.ContentsAsync());
        var accepted = reports.SelectMany(r => r.Silver).Sum(r => r.Balance.Accepted);
        Assert.Equal(Shop.Expect().Orders.Accepted + Shop.Expect().PageViews.Accepted, accepted);
        var books = await together.QueryAsync("select sum(read), sum(accepted + duplicate + quarantined) from {ops/balances}");
        Assert.Equal(["5002|5002"], books);
    }

    private static void AssertBalance(DatasetExpectation expected, Silver.SilverReport actual)
    {
        Assert.Equal(expected.Read, actual.Balance.Read);
        Assert.Equal(expected.Accepted, actual.Balance.Accepted);
        Assert.Equal(expected.DuplicateExact + expected.DuplicateConflicting, actual.Balance.Duplicate);
        Assert.Equal(expected.DuplicateConflicting, actual.Balance.Conflicts);
        Assert.Equal(expected.Quarantined, actual.Balance.Quarantined);
        Assert.Equal(expected.Drifted, actual.Balance.Undeclared);
    }

    private static async Task AssertQuarantineAsync(
        TestLakehouse lakehouse, string dataset, DatasetExpectation expected)
    {
        var rows = await lakehouse.QueryAsync(
            "select landing_path, landing_position, array_to_string(list_transform(errors, lambda e: trim(e.code || ' ' || e.path)), ', '), status "
            + $"from {{quarantine}} where dataset = '{dataset}'");
        Assert.Equal(
            expected.Records.Where(r => r.Verdict == ShopVerdict.Quarantined)
                .Select(r => $"{r.Record.LandingPath}|{r.Record.LandingPosition}|{string.Join(", ", r.Record.Errors)}|open")
                .Order(StringComparer.Ordinal),
            rows.Order(StringComparer.Ordinal));
    }

    private static async Task AssertGoldAsync(TestLakehouse lakehouse, ShopExpectation expected)
    {
        var sales = await lakehouse.QueryAsync(
            "select event_date::varchar, country, currency, orders, customers, revenue::varchar from {gold/sales/daily_sales}");
        Assert.Equal(
            expected.DailySales.Select(r => FormattableString.Invariant(
                $"{r.EventDate:yyyy-MM-dd}|{r.Country}|{r.Currency}|{r.Orders}|{r.Customers}|{r.Revenue:0.00}")).Order(StringComparer.Ordinal),
            sales.Order(StringComparer.Ordinal));
        var conversion = await lakehouse.QueryAsync(
            "select country, views, visitors, orders, orders_per_1000_visitors from {gold/web/country_conversion}");
        Assert.Equal(
            expected.CountryConversion.Select(r => FormattableString.Invariant(
                $"{r.Country ?? "null"}|{r.Views}|{r.Visitors}|{r.Orders}|{r.OrdersPer1000Visitors}")).Order(StringComparer.Ordinal),
            conversion.Order(StringComparer.Ordinal));
    }
}
