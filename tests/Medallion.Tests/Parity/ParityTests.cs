using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Medallion.Parity;
using Lakehouse.Medallion.Tests.Support;
using Lakehouse.TestKit.Shop;
using Xunit;

namespace Lakehouse.Medallion.Tests.Parity;

/// <summary>Two roots of one project, of which one is changed afterwards by someone.</summary>
public sealed class ParityTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 6, 0, 0, TimeSpan.Zero);

    private readonly TestLakehouse _lakehouse = new() { Clock = new TestClock(Now), Storage = "one" };

    public async Task InitializeAsync()
    {
        ShopGenerator.Generate().WriteTo(_lakehouse.Landing);
        var product = Path.Combine(_lakehouse.Folder, "products", "sales", "numbers");
        await File.WriteAllTextAsync($"{product}.yaml", "description: Numbers.\ngrain: [order_id, event_date]\n");
        await File.WriteAllTextAsync(
            $"{product}.sql", "select order_id, event_date, cast(amount as double) * 0 as zero, '' as note, 1 as one from silver.orders");
        var bare = Path.Combine(_lakehouse.Folder, "products", "sales", "bare");
        await File.WriteAllTextAsync($"{bare}.yaml", "description: Without a grain.\n");
        await File.WriteAllTextAsync($"{bare}.sql", "select currency, 1 as one from silver.orders");
        await _lakehouse.RunAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _lakehouse.Dispose();

    [Fact]
    public async Task Two_runs_of_one_landing_at_one_time_hold()
    {
        _lakehouse.Storage = "two";
        await _lakehouse.RunAsync();
        var certificate = await CompareAsync();
        Assert.True(certificate.Holds);
        Assert.Equal(
            [
                "bronze.orders", "bronze.page_views", "gold.bare", "gold.country_conversion", "gold.daily_sales", "gold.numbers", "quarantine",
                "silver.orders", "silver.page_views",
            ],
            certificate.Tables.Select(table => table.Table).Order(StringComparer.Ordinal));
        Assert.All(certificate.Tables.Where(table => table.Table != "gold.bare"), table => Assert.Equal(table.Left!.Keys!.Rows, table.Left.Hash.Rows));
        Assert.Null(certificate.Tables.Single(table => table.Table == "gold.bare").Left!.Keys);
        Assert.Equal(Now, certificate.ComparedAt);
    }

    [Fact]
    public async Task Runs_at_other_times_differ_in_that_and_nothing_else()
    {
        _lakehouse.Storage = "two";
        _lakehouse.Clock = new TestClock(Now.AddSeconds(1));
        await _lakehouse.RunAsync();
        var certificate = await CompareAsync();
        Assert.Equal(["landed_at"], certificate.Tables.SelectMany(table => table.Rows).SelectMany(row => row.Columns).Distinct());
        Assert.True((await CompareAsync(new ParityOptions { Ignored = ["landed_at"] })).Holds);
    }

    [Fact]
    public async Task A_changed_row_is_named_by_its_key_and_column()
    {
        var id = (await _lakehouse.QueryAsync("select min(order_id) from {silver/orders}"))[0];
        await ChangeAsync("silver/orders", (tables, path, changer) => new Update(tables, path, changer).RunAsync(
            new Dictionary<string, string> { ["currency"] = "'XXX'", ["discount"] = "1" }, $"order_id = '{id}'"));
        var table = await OnlyDifferenceAsync("silver.orders");
        Assert.Single(table.Partitions, partition => !partition.Holds && partition.SameKeys == true);
        var row = Assert.Single(table.Rows);
        Assert.Equal(id, row.Row.Single(column => column.Key == "order_id").Value);
        Assert.Equal(["currency", "discount"], row.Columns.Order(StringComparer.Ordinal));
        Assert.Equal((1, 1), (row.Left, row.Right));
    }

    [Fact]
    public async Task A_missing_row_and_a_missing_partition_are_told_apart_from_changed_ones()
    {
        var first = (await _lakehouse.QueryAsync("select landing_path, landing_position from {bronze/orders} order by all limit 1"))[0].Split('|');
        await ChangeAsync("bronze/orders", (tables, path, changer) =>
            new Delete(tables, path, changer).RunAsync($"landing_path = '{first[0]}' and landing_position = {first[1]}"));
        var table = await OnlyDifferenceAsync("bronze.orders");
        var row = Assert.Single(table.Rows);
        Assert.Equal((first[0], first[1]), (row.Row[0].Value, row.Row[1].Value));
        Assert.Equal((1, 0), (row.Left, row.Right));
        Assert.Empty(row.Columns);

        Directory.Delete(Path.Combine(Root("two")), true);
        await ChangeAsync("silver/page_views", (tables, path, changer) => new Delete(tables, path, changer).RunAsync("event_date = date '2026-03-02'"));
        table = await OnlyDifferenceAsync("silver.page_views");
        var partition = Assert.Single(table.Partitions, partition => !partition.Holds);
        Assert.Equal(("event_date=2026-03-02", null, false), (partition.Partition, partition.Right, partition.SameKeys));
        Assert.Equal(10, table.Rows.Count);
        Assert.All(table.Rows, missing => Assert.Equal((1, 0), (missing.Left, missing.Right)));
    }

    [Theory]
    [InlineData("zero", "'-0.0'::double")]
    [InlineData("zero", "'nan'::double")]
    [InlineData("zero", "5e-324")]
    [InlineData("zero", "null")]
    [InlineData("note", "null")]
    [InlineData("note", "' '")]
    [InlineData("note", "chr(0)")]
    public async Task Values_that_look_alike_are_not_the_same(string column, string value)
    {
        await ChangeAsync("gold/sales/numbers", (tables, path, changer) =>
            new Update(tables, path, changer).RunAsync(new Dictionary<string, string> { [column] = value }));
        var table = await OnlyDifferenceAsync("gold.numbers");
        Assert.All(table.Rows, row => Assert.Equal([column], row.Columns));
        Assert.Equal(table.Left!.Keys, table.Right!.Keys);
    }

    [Fact]
    public async Task A_row_that_is_there_twice_more_is_counted()
    {
        var currency = (await _lakehouse.QueryAsync("select currency, count(*) as n from {gold/sales/bare} group by all order by n desc limit 1"))[0].Split('|');
        await ChangeAsync("gold/sales/bare", (tables, path, changer) => new Write(tables, path, changer).RunAsync(
            $"select '{currency[0]}' as currency, 1::integer as one from range(2)", WriteMode.Append));
        var row = Assert.Single((await OnlyDifferenceAsync("gold.bare")).Rows);
        Assert.Equal((long.Parse(currency[1]), long.Parse(currency[1]) + 2), (row.Left, row.Right));
        Assert.Empty(row.Columns);
    }

    [Fact]
    public async Task Another_type_a_column_more_and_a_missing_table_are_differences()
    {
        Copy();
        using (var session = Open("two"))
        {
            await new AlterTable(session.Tables, "gold/sales/bare").AddColumnsAsync([new StructField("more", PrimitiveType.Long)]);
        }
        Assert.Equal(
            [new SchemaDifference("more", null, "column 3: long")], (await OnlyDifferenceAsync("gold.bare")).Schema);

        _lakehouse.Storage = "two";
        Directory.Delete(_lakehouse.StorageRoot, true);
        _lakehouse.Edit("products/sales/numbers.sql", sql => sql.Replace("1 as one", "cast(1 as bigint) as one", StringComparison.Ordinal));
        await _lakehouse.RunAsync();
        var table = await OnlyDifferenceAsync("gold.numbers");
        Assert.Equal([new SchemaDifference("one", "column 5: integer", "column 5: long")], table.Schema);
        Assert.Empty(table.Rows);

        Directory.Delete(Path.Combine(_lakehouse.StorageRoot, "gold", "sales", "numbers"), true);
        Assert.Null((await OnlyDifferenceAsync("gold.numbers")).Right);
    }

    [Fact]
    public async Task Tables_can_be_chosen_and_nothing_proves_nothing()
    {
        Copy();
        Assert.Equal(
            ["silver.orders", "silver.page_views"],
            (await CompareAsync(new ParityOptions { Tables = ["silver.*"] })).Tables.Select(table => table.Table));
        var unknown = await Assert.ThrowsAsync<MedallionException>(() => CompareAsync(new ParityOptions { Tables = ["silver.order"] }));
        Assert.Equal(ErrorCodes.NoSuchTable, unknown.Code);
        using var one = Open("three");
        using var two = Open("four");
        var nothing = await Assert.ThrowsAsync<MedallionException>(() =>
            ParityReader.CompareAsync(one, "one", two, "two", new ParityOptions(), CancellationToken.None));
        Assert.Equal(ErrorCodes.NothingToCompare, nothing.Code);
    }

    private async Task<TableParity> OnlyDifferenceAsync(string table)
    {
        var certificate = await CompareAsync();
        Assert.False(certificate.Holds);
        var difference = Assert.Single(certificate.Tables, parity => !parity.Holds);
        Assert.Equal(table, difference.Table);
        return difference;
    }

    private async Task<ParityCertificate> CompareAsync(ParityOptions? options = null)
    {
        using var one = Open("one");
        using var two = Open("two");
        return await ParityReader.CompareAsync(one, "one", two, "two", options ?? new ParityOptions(), CancellationToken.None);
    }

    private async Task ChangeAsync(string path, Func<Delta.DeltaEnvironment, string, DuckDbRowChanger, Task> change)
    {
        Copy();
        using var session = Open("two");
        await change(session.Tables, path, new DuckDbRowChanger(session.Tables, session.Engine));
    }

    private LakehouseSession Open(string storage)
    {
        _lakehouse.Storage = storage;
        return _lakehouse.Open();
    }

    private string Root(string storage) => Path.Combine(Path.GetDirectoryName(_lakehouse.StorageRoot)!, storage);

    private void Copy()
    {
        foreach (var file in Directory.EnumerateFiles(Root("one"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Root("two"), Path.GetRelativePath(Root("one"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
