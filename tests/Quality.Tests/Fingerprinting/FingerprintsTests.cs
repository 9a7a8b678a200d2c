using Lakehouse.Quality.Fingerprinting;

namespace Lakehouse.Quality.Tests.Fingerprinting;

public sealed class FingerprintsTests
{
    private const string Contract = "contracts/sales/orders.yaml";
    private const string Source = "sources/orders.yaml";
    private const string Query = "products/sales/daily.sql";
    private const string Product = "products/sales/daily.yaml";

    [Theory]
    [InlineData(Contract, "version: 1.0.0", "version: 1.0.1")]
    [InlineData(Contract, "name: amount", "name: total")]
    [InlineData(Contract, "name: amount", "name: amount\n        physicalName: Amount")]
    [InlineData(Contract, "name: amount", "name: amount\n        required: true")]
    [InlineData(Contract, "decimal(12,2)", "decimal(12,3)")]
    [InlineData(Contract, "decimal(12,2)", "double")]
    [InlineData(Contract, "decimal(12,2)", "decimal(12,2)\n        logicalTypeOptions: { minimum: 0 }")]
    [InlineData(Contract, "decimal(12,2)", "decimal(12,2)\n        logicalTypeOptions: { exclusiveMinimum: 0 }")]
    [InlineData(Contract, "decimal(12,2)", "decimal(12,2)\n        primaryKey: true")]
    [InlineData(Contract, "schema:\n  - name: orders", "schema:\n  - quality: [{ type: custom, engine: medallion, implementation: { expression: amount > 0 } }]\n    name: orders")]
    [InlineData(Source, "kind: events", "deduplicate: { scope: table }")]
    [InlineData(Source, "kind: events", "lateness: { max: 7d }")]
    public void A_dataset_changes_with_what_its_content_depends_on(string file, string part, string replacement) =>
        Assert.NotEqual(OfDataset(new ShopFiles()), OfDataset(new ShopFiles().Replace(file, part, replacement)));

    [Theory]
    [InlineData(Contract, "status: active", "status: deprecated")]
    [InlineData(Contract, "id: orders", "# the orders\nid: orders\ndescription: { purpose: x }\nteam: { name: t }")]
    [InlineData(Contract, "name: amount", "description: how much\n        classification: internal\n        name: amount")]
    [InlineData(Contract, "decimal(12,2)", "\"DECIMAL(12, 2)\"")]
    [InlineData(Source, "kind: events", "landing: { folder: elsewhere, quiet: 5s }")]
    [InlineData(Source, "kind: events", "on_change: forward")]
    [InlineData(Source, "kind: events", "lateness: { max: 7d, action: accept }")]
    public void A_dataset_does_not_change_with_anything_else(string file, string part, string replacement) =>
        Assert.Equal(OfDataset(new ShopFiles()), OfDataset(new ShopFiles().Replace(file, part, replacement)));

    [Theory]
    [InlineData(Query, "count(*)", "count(order_id)")]
    [InlineData(Product, "grain: [event_date]", "partitioned_by: [event_date]")]
    public void A_product_changes_with_its_query_and_partitions(string file, string part, string replacement) =>
        Assert.NotEqual(OfProduct(new ShopFiles()), OfProduct(new ShopFiles().Replace(file, part, replacement)));

    [Theory]
    [InlineData(Query, "select event_date,", "-- by day\nselect\n  event_date ,")]
    [InlineData(Product, "description: Orders a day.", "description: Something else.\nowner: me")]
    public void A_product_does_not_change_with_comments_layout_or_owners(string file, string part, string replacement) =>
        Assert.Equal(OfProduct(new ShopFiles()), OfProduct(new ShopFiles().Replace(file, part, replacement)));

    [Fact]
    public void A_fingerprint_is_the_same_on_every_machine()
    {
        Assert.Equal("6dae417ff6bfb51fdd03459d333811baa619a8fd5b922ef9350fe580812cd37d", Fingerprints.OfContract(new ShopFiles().Read().Contracts["sales/orders"]));
    }

    private static string OfDataset(ShopFiles files) => Fingerprints.OfSource(Assert.Single(files.Read().Sources));

    private static string OfProduct(ShopFiles files) => Fingerprints.OfProduct(Assert.Single(files.Read().Products));
}
