using Lakehouse.TestKit.Storage;
using Xunit;
using static Lakehouse.Medallion.Tests.References.ReferenceLakehouse;

namespace Lakehouse.Medallion.Tests.References;

/// <summary>A run that dies between the commits of quarantine, waiting records and Silver is finished by the next, once.</summary>
public sealed class WithheldCrashTests
{
    [Theory]
    [InlineData(Fault.Before)]
    [InlineData(Fault.After)]
    public async Task A_run_that_died_at_any_storage_call_is_finished_by_the_next(Fault fault)
    {
        using var lakehouse = Make("park", Limit("park_at_most", "2"), uniqueCodes: true);
        lakehouse.Storage = "begun";
        lakehouse.Land("customers/5.jsonl", Customer("a"));
        lakehouse.Land("orders/5.jsonl", Order("1", "a", "k") + Order("2", "b") + Order("3", "c") + Order("4", "d") + Order("5", "a", "k"));
        await lakehouse.RunAsync();
        Assert.Equal(["2"], await lakehouse.QueryAsync("select count(*) from {parked}"));
        Assert.Equal(["2"], await lakehouse.QueryAsync("select count(*) from {quarantine}"));

        // One comes back from each side, one row of Silver is beaten, new ones wait, and a parent arrives after the second step.
        lakehouse.Land("customers/6.jsonl", Customer("b") + Customer("d"));
        lakehouse.Land("orders/4.jsonl", Order("6", "a", "k") + Order("7", "e") + Order("8", "f") + "no JSON\n");
        CopyStorage(lakehouse, "begun", "calm");
        FaultingStorage? counter = null;
        await lakehouse.RunAsync(inner => counter = new FaultingStorage(inner, FaultPlan.None));
        var calm = await lakehouse.ContentsAsync();
        var books = await BooksAsync(lakehouse);
        await ArrivalTests.AssertConservationAsync(lakehouse);
        Assert.Equal(["2", "4", "6"], await lakehouse.QueryAsync("select order_id from {silver/orders} order by 1"));

        for (var call = 1; call <= counter!.Calls; call++)
        {
            CopyStorage(lakehouse, "begun", $"{fault}-{call}");
            var plan = new FaultPlan(call, fault, StaysDown: true);
            await Record.ExceptionAsync(() => lakehouse.RunAsync(inner => new FaultingStorage(inner, plan)));

            var report = await lakehouse.RunAsync();

            Assert.Equal("done", report.Status);
            Assert.Equal(calm, await lakehouse.ContentsAsync());
            Assert.Equal(books, await BooksAsync(lakehouse));
            Directory.Delete(lakehouse.StorageRoot, recursive: true);
        }
    }

    [Fact]
    public async Task A_parent_that_arrives_after_the_death_waits_for_the_next_step()
    {
        using var lakehouse = Make("park");
        lakehouse.Land("customers/1.jsonl", Customer("a"));
        lakehouse.Land("orders/1.jsonl", Order("1", "a") + Order("2", "b"));
        FaultingStorage? counter = null;
        lakehouse.Storage = "calm";
        await lakehouse.RunAsync(inner => counter = new FaultingStorage(inner, FaultPlan.None));
        var calls = counter!.Calls;
        lakehouse.Land("customers/2.jsonl", Customer("b"));
        await lakehouse.RunAsync();
        var calm = await RowsAsync(lakehouse);
        File.Delete(Path.Combine(lakehouse.Landing, "customers/2.jsonl"));

        for (var call = 1; call <= calls; call++)
        {
            lakehouse.Storage = $"died-{call}";
            var plan = new FaultPlan(call, Fault.Before, StaysDown: true);
            await Record.ExceptionAsync(() => lakehouse.RunAsync(inner => new FaultingStorage(inner, plan)));
            lakehouse.Land("customers/2.jsonl", Customer("b"));
            await lakehouse.RunAsync();

            Assert.Equal(calm, await RowsAsync(lakehouse));
            File.Delete(Path.Combine(lakehouse.Landing, "customers/2.jsonl"));
        }
    }

    // The table of waiting records is made when the first record waits.
    private static async Task<IEnumerable<KeyValuePair<string, string>>> RowsAsync(Support.TestLakehouse lakehouse) =>
        (await lakehouse.ContentsAsync()).Where(table => table.Key != "parked" || table.Value.Length > 0);

    private static Task<IReadOnlyList<string>> BooksAsync(Support.TestLakehouse lakehouse) => lakehouse.QueryAsync(
        """
        select dataset, sum(read), sum(accepted), sum(duplicate), sum(quarantined), sum(parked), sum(unparked), sum(replayed),
          sum(withdrawn), sum(displaced)
        from {ops/balances} group by 1 order by 1
        """);
}
