using System.Text.Json;
using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Inspection;

/// <summary>What the verbs say when new files wait.</summary>
public sealed class WaitingWorkTests
{
    [Fact]
    public async Task Before_the_first_run_everything_waits()
    {
        using var shop = new ShopFolder();

        var plan = (await shop.RunAsync("plan", ShopFolder.Project, "--json")).Json;
        var status = (await shop.RunAsync("status", ShopFolder.Project, "--json")).Json;
        var query = await shop.RunAsync("query", "from gold.daily_sales", ShopFolder.Project);
        var empty = await shop.RunAsync("quarantine", "ls", ShopFolder.Project);
        var runs = await shop.RunAsync("runs", ShopFolder.Project, "--json");
        var hashes = await shop.RunAsync("hash", ShopFolder.Project, "--json");

        Assert.Equal(
            [
                "bronze orders land", "bronze page_views land", "silver orders judge", "silver page_views judge",
                "gold daily_sales whole", "gold country_conversion whole",
            ],
            Steps(plan));
        Assert.True(status.GetProperty("has_work").GetBoolean());
        Assert.Equal(2, query.ExitCode);
        Assert.Contains("gold.daily_sales has not been built yet", query.Error, StringComparison.Ordinal);
        Assert.Equal("No open records.", empty.Out.Trim());
        Assert.Equal("[]", runs.Out.Trim());
        Assert.Equal("[]", hashes.Out.Trim());
        Assert.False(Directory.Exists(shop["tables"]));
    }

    [Fact]
    public async Task A_plan_tells_what_a_new_file_will_change_and_the_run_does_it()
    {
        using var shop = new ShopFolder();
        await shop.RunAsync("run", ShopFolder.Project, "--quiet");
        var late = """{"order_id":"O-9000001","ordered_at":"2026-03-02T10:00:00Z","channel":"web","customer":{"id":"C-00001","country":"DE"},"lines":[{"sku":"ABC-1234","quantity":1,"unit_price":5.00}],"amount":5.00,"currency":"EUR"}""";
        await File.WriteAllTextAsync(shop["landing/orders/orders-2026-03-09.jsonl"], late + "\nnot json\n");

        var waiting = (await shop.RunAsync("explain", "orders/orders-2026-03-09.jsonl:0", ShopFolder.Project, "--json")).Json;
        var plan = (await shop.RunAsync("plan", ShopFolder.Project, "--json")).Json;
        var run = (await shop.RunAsync("run", ShopFolder.Project, "--json", "--quiet")).Json;
        var landed = (await shop.RunAsync("explain", "O-9000001", ShopFolder.Project, "--json")).Json;

        Assert.Equal("landing", waiting[0].GetProperty("place").GetString());
        Assert.Equal(
            [
                "bronze orders land", "bronze page_views nothing", "silver orders judge", "silver page_views nothing",
                "gold daily_sales partitions", "gold country_conversion whole",
            ],
            Steps(plan));
        var daily = run.GetProperty("products")[0];
        Assert.Equal(("partitions", 1), (daily.GetProperty("build").GetString(), daily.GetProperty("partitions").GetInt32()));
        Assert.Equal("silver", landed[0].GetProperty("place").GetString());
        Assert.True(landed[0].GetProperty("products")[0].GetProperty("is_current").GetBoolean());
    }

    [Fact]
    public async Task Landed_records_wait_in_bronze_while_only_their_source_is_selected()
    {
        using var shop = new ShopFolder();
        shop.Edit("sources/orders.yaml", "kind: events", "kind: events\ndataset: purchases");
        shop.Edit("products/sales/daily_sales.sql", "silver.orders", "silver.purchases");

        await shop.RunAsync("run", ShopFolder.Project, "--select", "orders", "--quiet");
        var record = (await shop.RunAsync("explain", "orders/orders-2026-03-01.jsonl:0", ShopFolder.Project, "--json")).Json;
        var plan = (await shop.RunAsync("plan", ShopFolder.Project, "--select", "purchases", "--json")).Json;

        Assert.Equal("bronze", record[0].GetProperty("place").GetString());
        Assert.Equal(["silver purchases judge"], Steps(plan));
        Assert.Equal(ShopFolder.Expected.Orders.Read, plan.GetProperty("steps")[0].GetProperty("records").GetInt32());
    }

    private static IEnumerable<string> Steps(JsonElement plan) => plan.GetProperty("steps").EnumerateArray().Select(step =>
        $"{step.GetProperty("stage").GetString()} {step.GetProperty("subject").GetString()} {step.GetProperty("action").GetString()}");
}
