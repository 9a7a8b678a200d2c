using Lakehouse.Medallion.Status;
using Lakehouse.Medallion.Tests.Support;
using Xunit;
using static Lakehouse.Medallion.Tests.References.ReferenceLakehouse;

namespace Lakehouse.Medallion.Tests.References;

/// <summary>A record whose parent has not arrived waits, comes back by itself, and is counted wherever it is.</summary>
public sealed class ParkingTests
{
    private const string Parked = "select landing_path, landing_position, payload, waits_for::varchar from {parked} order by 1, 2";

    [Fact]
    public async Task A_record_waits_and_comes_back_in_the_run_in_which_its_parent_arrives()
    {
        using var lakehouse = Make("park");
        lakehouse.Land("customers/1.jsonl", Customer("a"));
        lakehouse.Land("orders/1.jsonl", Order("1", "a") + Order("2", "b") + Order("3", null));

        var first = await lakehouse.RunAsync();

        Assert.Equal("done", first.Status);
        var balance = first.Silver.Single(r => r.Dataset == "orders").Balance;
        Assert.Equal((3L, 2L, 0L, 1L, 0L), (balance.Read, balance.Accepted, balance.Quarantined, balance.Parked, balance.Unparked));
        Assert.Equal(["1", "3"], await lakehouse.QueryAsync("select order_id from {silver/orders} order by 1"));
        Assert.Equal(
            [$"orders/1.jsonl|1|{Order("2", "b").Trim()}|[{{'table': silver.customers, 'key': '{{\"customer_id\":\"b\"}}'}}]"],
            await lakehouse.QueryAsync(Parked));

        lakehouse.Land("customers/2.jsonl", Customer("b"));
        var second = await lakehouse.RunAsync();

        balance = second.Silver.Single(r => r.Dataset == "orders").Balance;
        Assert.Equal((0L, 1L, 0L, 1L), (balance.Read, balance.Accepted, balance.Parked, balance.Unparked));
        Assert.Equal(["1", "2", "3"], await lakehouse.QueryAsync("select order_id from {silver/orders} order by 1"));
        Assert.Empty(await lakehouse.QueryAsync(Parked));

        using (var session = lakehouse.Open())
        {
            Assert.False((await StatusReader.ReadAsync(session, default)).HasWork);
        }
        var third = await lakehouse.RunAsync();
        Assert.False(third.ChangedAnything);
    }

    [Fact]
    public async Task A_parent_in_the_same_run_is_there_in_time()
    {
        using var lakehouse = Make("park");
        lakehouse.Land("orders/1.jsonl", Order("1", "a"));
        lakehouse.Land("customers/1.jsonl", Customer("a"));

        await lakehouse.RunAsync();

        Assert.Equal(["1"], await lakehouse.QueryAsync("select order_id from {silver/orders}"));
        Assert.DoesNotContain("parked", lakehouse.Tables());
    }

    [Fact]
    public async Task A_record_that_waited_too_long_goes_to_quarantine_and_still_comes_back()
    {
        var clock = new TestClock(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        using var lakehouse = Make("park", Limit("park_for", "2d"));
        lakehouse.Clock = clock;
        lakehouse.Land("orders/1.jsonl", Order("1", "a"));
        await lakehouse.RunAsync();
        clock.Now += TimeSpan.FromDays(2);
        lakehouse.Land("orders/2.jsonl", Order("2", null));
        await lakehouse.RunAsync();
        Assert.Single(await lakehouse.QueryAsync(Parked));

        clock.Now += TimeSpan.FromMinutes(1);
        Assert.False((await lakehouse.RunAsync()).ChangedAnything);
        lakehouse.Land("orders/3.jsonl", Order("3", null));
        var expired = (await lakehouse.RunAsync()).Silver.Single(r => r.Dataset == "orders");

        Assert.Equal((1L, 1L, 1L, 1L), (expired.Balance.Read, expired.Balance.Accepted, expired.Balance.Quarantined, expired.Balance.Unparked));
        Assert.Equal(1, expired.Errors["REFERENCE_EXPIRED"]);
        Assert.Empty(await lakehouse.QueryAsync(Parked));
        Assert.Equal(
            ["REFERENCE_EXPIRED|customer_id|silver.customers has no such customer_id, and none came within 2.00:00:00"],
            await lakehouse.QueryAsync("select e.code, e.path, e.message from (select unnest(errors) as e from {quarantine})"));

        lakehouse.Land("customers/1.jsonl", Customer("a"));
        await lakehouse.RunAsync();

        Assert.Equal(["1", "2", "3"], await lakehouse.QueryAsync("select order_id from {silver/orders} order by 1"));
        Assert.Empty(await lakehouse.QueryAsync("select * from {quarantine}"));
    }

    [Fact]
    public async Task No_more_records_wait_than_may_and_room_is_used_again()
    {
        using var lakehouse = Make("park", Limit("park_at_most", "2"));
        lakehouse.Land("orders/1.jsonl", Order("1", "a") + Order("2", "b") + Order("3", "c"));
        await lakehouse.RunAsync();
        Assert.Equal(2, (await lakehouse.QueryAsync(Parked)).Count);
        Assert.Equal(["REFERENCE_OVERFLOW"], await lakehouse.QueryAsync("select errors[1].code from {quarantine}"));

        lakehouse.Land("customers/1.jsonl", Customer("a"));
        var balance = (await lakehouse.RunAsync()).Silver.Single(r => r.Dataset == "orders").Balance;

        Assert.Equal((1L, 1L, 1L, 1L), (balance.Accepted, balance.Parked, balance.Unparked, balance.Replayed));
        Assert.Equal(["1|", "2|"], (await lakehouse.QueryAsync(Parked)).Select(row => row.Split('|')[1] + "|"));
        Assert.Empty(await lakehouse.QueryAsync("select * from {quarantine}"));
    }

    [Fact]
    public async Task An_orphan_in_quarantine_comes_back_too()
    {
        using var lakehouse = Make("quarantine");
        lakehouse.Land("orders/1.jsonl", Order("1", "a") + "no JSON\n");
        await lakehouse.RunAsync();
        Assert.Equal(
            ["REFERENCE_MISSING", "MALFORMED"], await lakehouse.QueryAsync("select errors[1].code from {quarantine} order by landing_position"));

        lakehouse.Land("customers/1.jsonl", Customer("a"));
        await lakehouse.RunAsync();

        Assert.Equal(["1"], await lakehouse.QueryAsync("select order_id from {silver/orders}"));
        Assert.Equal(["MALFORMED"], await lakehouse.QueryAsync("select errors[1].code from {quarantine}"));
    }

    [Fact]
    public async Task A_contract_that_no_longer_parks_lets_those_go_that_wait()
    {
        using var lakehouse = Make("park");
        lakehouse.Edit("sources/orders.yaml", yaml => yaml + "\non_change: forward\n");
        lakehouse.Land("orders/1.jsonl", Order("1", "a"));
        await lakehouse.RunAsync();
        Assert.Single(await lakehouse.QueryAsync(Parked));
        lakehouse.Edit("contracts/shop/orders.yaml", yaml => yaml.Replace("value: park", "value: warn"));
        lakehouse.Land("orders/2.jsonl", Order("2", "b"));

        Assert.Equal("done", (await lakehouse.RunAsync()).Status);

        Assert.Equal(["1", "2"], await lakehouse.QueryAsync("select order_id from {silver/orders} order by 1"));
        Assert.Empty(await lakehouse.QueryAsync(Parked));
    }

    [Fact]
    public async Task An_orphan_blocks_or_warns_and_the_parents_version_is_kept()
    {
        using var lakehouse = Make("block");
        lakehouse.Land("customers/1.jsonl", Customer("a"));
        lakehouse.Land("orders/1.jsonl", Order("1", "a") + Order("2", "b"));

        var blocked = await lakehouse.RunAsync();

        Assert.Equal("blocked", blocked.Status);
        Assert.Contains("customer_id refers to customers.customer_id: measured 1, must be = 0", Assert.Single(blocked.Problems).Message);
        Assert.DoesNotContain("silver/orders", lakehouse.Tables());

        lakehouse.Edit("contracts/shop/orders.yaml", yaml => yaml.Replace("value: block", "value: warn"));
        var warned = await lakehouse.RunAsync();

        Assert.Equal("done", warned.Status);
        Assert.Equal(2, (await lakehouse.QueryAsync("select order_id from {silver/orders}")).Count);
        Assert.False(warned.Checks.Single(check => check.Table == "silver/orders").Result.Passed);
        var log = File.ReadAllText(Path.Combine(lakehouse.StorageRoot, "silver", "orders", "_delta_log", "00000000000000000000.json"));
        Assert.Contains("""\"silver/customers\":0""", log.Replace("\\u0022", "\\\""));
    }
}
