using System.Globalization;
using Lakehouse.Medallion.Tests.Support;
using Xunit;
using static Lakehouse.Medallion.Tests.References.ReferenceLakehouse;

namespace Lakehouse.Medallion.Tests.References;

/// <summary>Checks against a table's own earlier days, and against other tables, stand at the gates of Silver and Gold.</summary>
public sealed class HistoryGateTests
{
    private const string Contract = "contracts/shop/orders.yaml";

    [Fact]
    public async Task A_day_with_far_fewer_rows_than_its_weekday_has_is_not_published()
    {
        using var lakehouse = Make("ignore");
        lakehouse.Edit(Contract, yaml => yaml + "    quality:\n      - { type: custom, engine: medallion, implementation: { history: volume, day: newest } }\n");
        for (var week = 0; week < 5; week++)
        {
            var day = new DateOnly(2026, 1, 3).AddDays(7 * week).ToString("yyyy-MM-dd");
            lakehouse.Land($"orders/{day}.jsonl", string.Concat(Enumerable.Range(0, 100 + week).Select(i => Order($"{day}-{i}", null, day: day))));
        }
        var first = await lakehouse.RunAsync();
        Assert.Equal("done", first.Status);
        lakehouse.Land("orders/2026-02-07.jsonl", Order("few", null, day: "2026-02-07"));

        var blocked = await lakehouse.RunAsync();

        Assert.Equal("blocked", blocked.Status);
        Assert.Contains(
            "volume as usual: 1 row of Saturday 2026-02-07, expected 97 to 107 on Saturdays, from 5 earlier Saturdays",
            Assert.Single(blocked.Problems).Message);
        Assert.Empty(await lakehouse.QueryAsync("select * from {silver/orders} where order_id = 'few'"));
        Assert.Equal(
            ["104|97 to 106 on Saturdays, from 4 earlier Saturdays|true", "1|97 to 107 on Saturdays, from 5 earlier Saturdays|false"],
            await lakehouse.QueryAsync("select measured, expected, passed::varchar from {ops/checks} order by passed desc"));
    }

    [Fact]
    public async Task A_day_on_which_far_fewer_records_land_is_told_and_keeps_nothing_back()
    {
        using var lakehouse = Make("ignore");
        var clock = WatchBronze(lakehouse, "history: volume");
        for (var week = 0; week < 6; week++)
        {
            lakehouse.Land($"orders/{week}.jsonl", string.Concat(Enumerable.Range(0, week == 5 ? 1 : 100 + week).Select(i => Order($"{week}-{i}", null))));
            var run = await lakehouse.RunAsync();
            Assert.Equal("done", run.Status);
            clock.Now = clock.Now.AddDays(7);
        }

        Assert.Equal(
            ["104|97 to 106 on Saturdays, from 4 earlier Saturdays|true|Warning", "1|97 to 107 on Saturdays, from 5 earlier Saturdays|false|Warning"],
            await lakehouse.QueryAsync("""
                select measured, expected, passed::varchar, severity from {ops/checks}
                where "table" = 'bronze/orders' and expected not like '%only%' order by passed desc
                """));
        Assert.Equal(["511"], await lakehouse.QueryAsync("select count(*) from {silver/orders}"));
    }

    [Fact]
    public async Task A_day_on_which_records_land_far_later_than_they_were_written_is_told_and_keeps_nothing_back()
    {
        using var lakehouse = Make("ignore");
        var clock = WatchBronze(lakehouse, "history: freshness, by: source_time");
        for (var week = 0; week < 5; week++, clock.Now = clock.Now.AddDays(7))
        {
            lakehouse.Land($"orders/{week}.jsonl", Order($"{week}", null));
            File.SetLastWriteTimeUtc(
                Path.Combine(lakehouse.Landing, "orders", $"{week}.jsonl"), clock.Now.UtcDateTime.AddHours(week == 4 ? -11 : -1));
            Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        }

        Assert.Equal(
            ["39600|at most 63 minutes on Saturdays, from 4 earlier Saturdays|Warning"],
            await lakehouse.QueryAsync("select measured, expected, severity from {ops/checks} where \"table\" = 'bronze/orders' and not passed"));
        Assert.Equal(["5"], await lakehouse.QueryAsync("select count(*) from {silver/orders}"));
    }

    [Fact]
    public async Task A_day_on_which_records_come_from_elsewhere_than_before_is_told_and_keeps_nothing_back()
    {
        using var lakehouse = Make("ignore");
        var clock = WatchBronze(lakehouse, "history: distribution, column: landing_path");
        for (var day = 0; day < 8; day++, clock.Now = clock.Now.AddDays(1))
        {
            lakehouse.Land($"orders/{day}.jsonl", Order($"{day}", null));
            Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        }

        // The new file has all rows of the day and none before; seven others had a seventh each and have none now.
        var index = (1 - 0.0001) * Math.Log(1 / 0.0001) + 7 * ((0.0001 - 1 / 7.0) * Math.Log(0.0001 / (1 / 7.0)));
        Assert.Equal(
            [string.Create(CultureInfo.InvariantCulture, $"{Math.Round(index, 4)}|less than 0.25 against 7 days before|Warning")],
            await lakehouse.QueryAsync("select measured, expected, severity from {ops/checks} where \"table\" = 'bronze/orders' and not passed"));
        Assert.Equal(["8"], await lakehouse.QueryAsync("select count(*) from {silver/orders}"));
    }

    [Fact]
    public async Task A_sum_is_compared_with_another_table_at_the_version_that_was_read()
    {
        using var lakehouse = Make("ignore");
        Write(lakehouse, "products/shop/days.sql", "select event_date, count(*) as orders from silver.orders where code is null group by event_date\n");
        Write(lakehouse, "products/shop/days.yaml", """
            description: Orders a day.
            grain: [event_date]
            partitioned_by: [event_date]
            quality:
              - name: every order is in a day
                type: sql
                query: select (select sum(orders) from {table}) - (select count(*) from silver.orders)
                arguments: { inputs: [silver.orders] }
                mustBe: 0
            """);
        lakehouse.Land("orders/1.jsonl", Order("1", null) + Order("2", null, day: "2026-01-03"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        lakehouse.Land("orders/2.jsonl", Order("3", null, day: "2026-01-04"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        lakehouse.Land("orders/3.jsonl", Order("4", null, "left out", day: "2026-01-05"));

        var blocked = await lakehouse.RunAsync();

        Assert.Contains("every order is in a day: measured -1, must be = 0", Assert.Single(blocked.Problems).Message);
        Assert.Equal(["3"], await lakehouse.QueryAsync("select sum(orders) from {gold/shop/days}"));
    }

    [Fact]
    public async Task A_contract_is_compared_with_a_dataset_that_runs_before_it()
    {
        using var lakehouse = Make("ignore");
        lakehouse.Edit("contracts/shop/customers.yaml", yaml => yaml + """
                quality:
                  - name: no more customers than orders
                    type: sql
                    query: select (select count(*) from silver.orders) - (select count(*) from {table})
                    arguments: { inputs: [silver.orders] }
                    mustBeGreaterOrEqualTo: 0

            """);
        lakehouse.Land("customers/1.jsonl", Customer("a"));
        lakehouse.Land("orders/1.jsonl", Order("1", "a"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        lakehouse.Land("customers/2.jsonl", Customer("b"));

        Assert.Contains("no more customers than orders: measured -1", Assert.Single((await lakehouse.RunAsync()).Problems).Message);
    }

    // A comparison of the newest day that records landed on, which is a Saturday at first.
    private static SetClock WatchBronze(TestLakehouse lakehouse, string history)
    {
        lakehouse.Edit("sources/orders.yaml", yaml => yaml
            + $"\nquality: [{{ type: custom, engine: medallion, implementation: {{ {history}, day: newest }} }}]\n");
        var clock = new SetClock(new DateTimeOffset(2027, 1, 2, 12, 0, 0, TimeSpan.Zero));
        lakehouse.Clock = clock;
        return clock;
    }
}
