using Lakehouse.Delta;
using Lakehouse.Delta.Scans;
using Lakehouse.Engine;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage;
using Lakehouse.Jobs.Tests.Support;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Jobs.Tests.Docs;

/// <summary>The C# of <c>docs/delta.md</c> is code that runs.</summary>
public sealed class DeltaPageTests(BuiltShop shop) : IClassFixture<BuiltShop>
{
    [Fact]
    public async Task The_code_of_the_page_reads_a_table()
    {
        var root = Path.Combine(shop.Root, ShopFolder.Project, "tables");
        var spill = Path.Combine(shop.Root, "spill");

        // Begin of the page's code.
        var storage = new LocalStorage(root, Guid.NewGuid);
        using var parquet = new DuckDbParquetFiles(storage, new DuckDbEngineOptions(Path.Combine(spill, "log")));
        var table = new DeltaTable(new DeltaEnvironment(storage, parquet, TimeProvider.System, Guid.NewGuid), "silver/orders");

        var snapshot = await table.LoadAsync();
        var scan = snapshot.Scan(["order_id", "amount"], Predicate.Greater(["event_date"], new DateOnly(2026, 3, 2)));

        using var engine = new DuckDbEngine(storage, new DuckDbEngineOptions(Path.Combine(spill, "rows")));
        var relation = await engine.RelationAsync(table, scan);
        var rows = await engine.QueryAsync($"select count(*), sum(amount) from {relation}", row => (row.GetInt64(0), row.GetDecimal(1)), default);
        // End of the page's code.

        var query = await shop.RunAsync(
            "query", "select count(*) as n, sum(amount) as amount from silver.orders where event_date > '2026-03-02'", "--format", "csv");
        Assert.Equal(FormattableString.Invariant($"n,amount\n{rows[0].Item1},{rows[0].Item2}\n"), query.Out);
    }

    [Fact]
    public void The_page_shows_that_code() => Assert.Contains(
        PageCode.BlockOf("tests", "Jobs.Tests", "Docs", "DeltaPageTests.cs"),
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "delta.md")));
}
