using Lakehouse.Medallion.Tests.Support;
using Lakehouse.TestKit.Shop;
using Lakehouse.TestKit.Storage;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>A storage that fails at the n-th call, for every n: the next run ends with the same tables and true books.</summary>
public sealed class CrashTests
{
    private const int LinesOfEachFile = 60;

    private static readonly ShopLanding Shop = ShopGenerator.Generate();

    [Theory]
    [InlineData(Fault.Before)]
    [InlineData(Fault.After)]
    public async Task A_run_that_died_at_any_storage_call_is_finished_by_the_next(Fault fault)
    {
        using var lakehouse = new TestLakehouse();
        WriteSmallLanding(lakehouse);
        FaultingStorage? counter = null;
        lakehouse.Storage = "calm";
        await lakehouse.RunAsync(inner => counter = new FaultingStorage(inner, FaultPlan.None), "orders", "daily_sales");
        var calm = await lakehouse.ContentsAsync();
        var books = await BooksAsync(lakehouse);

        for (var call = 1; call <= counter!.Calls; call++)
        {
            lakehouse.Storage = $"{fault}-{call}";
            var plan = new FaultPlan(call, fault, StaysDown: true);
            RunReport? died = null;
            var failure = await Record.ExceptionAsync(async () => died = await lakehouse.RunAsync(
                inner => new FaultingStorage(inner, plan), "orders", "daily_sales"));

            // What follows the last commit helps readers only: without it the run is done, and says so.
            Assert.True(failure is not null || died!.Warnings.Any(warning => warning.Code == ErrorCodes.CheckpointFailed));
            var report = await lakehouse.RunAsync(null, "orders", "daily_sales");

            Assert.Equal("done", report.Status);
            Assert.Equal(calm, await lakehouse.ContentsAsync());
            Assert.Equal(books, await BooksAsync(lakehouse));
        }
    }

    [Theory]
    [InlineData(Fault.Before)]
    [InlineData(Fault.After)]
    public async Task Products_side_by_side_that_died_at_any_storage_call_are_finished_by_the_next_run(Fault fault)
    {
        using var lakehouse = new TestLakehouse();
        WriteSmallLanding(lakehouse);
        var sales = Path.Combine(lakehouse.Folder, "products", "sales");
        foreach (var extension in (string[])[".sql", ".yaml"])
        {
            File.Copy(Path.Combine(sales, $"daily_sales{extension}"), Path.Combine(sales, $"same_sales{extension}"));
        }
        lakehouse.Storage = "silver";
        await lakehouse.RunAsync(null, "orders");
        var silver = lakehouse.StorageRoot;
        FaultingStorage? counter = null;
        Copy(silver, lakehouse, "calm");
        await lakehouse.RunAsync(inner => counter = new FaultingStorage(inner, FaultPlan.None), "daily_sales", "same_sales");
        var calm = await lakehouse.ContentsAsync();
        Assert.Equal(calm["gold/sales/daily_sales"], calm["gold/sales/same_sales"]);
        Assert.NotEmpty(calm["gold/sales/daily_sales"]);

        var died = 0;
        for (var call = 1; call <= counter!.Calls; call++)
        {
            Copy(silver, lakehouse, $"{fault}-{call}");
            var plan = new FaultPlan(call, fault, StaysDown: true);
            died += await Record.ExceptionAsync(() => lakehouse.RunAsync(
                inner => new FaultingStorage(inner, plan), "daily_sales", "same_sales")) is null ? 0 : 1;

            var report = await lakehouse.RunAsync(null, "daily_sales", "same_sales");

            Assert.Equal("done", report.Status);
            Assert.Equal(calm, await lakehouse.ContentsAsync());
            foreach (var table in (string[])["gold/sales/daily_sales", "gold/sales/same_sales"])
            {
                Assert.Single(Directory.GetFiles(Path.Combine(lakehouse.StorageRoot, table, "_delta_log"), "0*.json"));
            }
        }
        // What is done after the last commit may fail without the run.
        Assert.InRange(died, counter.Calls / 2, counter.Calls);
    }

    private static void Copy(string folder, TestLakehouse lakehouse, string storage)
    {
        lakehouse.Storage = storage;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(lakehouse.StorageRoot, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static async Task<IReadOnlyList<string>> BooksAsync(TestLakehouse lakehouse) =>
    [
        .. await lakehouse.QueryAsync(
            "select dataset, sum(read), sum(accepted), sum(duplicate), sum(quarantined) from {ops/balances} group by 1 order by 1"),
        .. await lakehouse.QueryAsync("select dataset, kind, path, value, sum(records) from {ops/drift} group by all order by all"),
    ];

    private static void WriteSmallLanding(TestLakehouse lakehouse)
    {
        foreach (var file in Shop.Files.Where(f => f.IsReady && f.Path.StartsWith("orders/") && f.Path.EndsWith(".jsonl")))
        {
            var lines = Shop.Records.Where(r => r.LandingPath == file.Path).Take(LinesOfEachFile);
            lakehouse.Land(file.Path, lines.SelectMany(r => r.Payload.Append((byte)'\n')).ToArray());
        }
        Directory.CreateDirectory(Path.Combine(lakehouse.Landing, "page_views"));
    }
}
