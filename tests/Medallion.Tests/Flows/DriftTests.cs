using Lakehouse.Medallion.Drift;
using Lakehouse.Medallion.Tests.Support;
using Xunit;
using static Lakehouse.Medallion.Tests.Support.VersionedShop;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>Fields and listed values that nobody declared are counted, kept, shown, and can block.</summary>
public sealed class DriftTests
{
    private static readonly DateTimeOffset First = DateTimeOffset.Parse("2026-01-05T10:00:00Z");

    [Fact]
    public async Task It_is_kept_with_the_first_and_last_time_that_it_landed()
    {
        using var lakehouse = Create();
        var clock = new SetClock(First);
        lakehouse.Clock = clock;
        lakehouse.Land("orders/a.jsonl", Lines(
            Two("a", more: ",\"coupon\":\"X\",\"coupons\":[{\"deep\":1}]"),
            Two("b", channel: "fax", more: ",\"coupon\":null"),
            Two("c").Replace("\"lines\":[]", "\"lines\":[{\"sku\":\"s\",\"quantity\":1,\"gift\":1},{\"sku\":\"s\",\"quantity\":1,\"gift\":2}]"),
            Two("d").Replace("\"DE\"", "\"FR\",\"city\":\"Paris\""),
            One("e", more: ",\"channel\":\"pigeon\",\"coupon\":1"),
            "{\"no JSON\":"));
        await lakehouse.RunAsync();
        clock.Now = First.AddDays(2);
        lakehouse.Land("orders/b.jsonl", Lines(Two("f", channel: "fax", more: ",\"coupon\":1")));
        await lakehouse.RunAsync();
        await lakehouse.RunAsync();

        Assert.Equal(
            [
                "2.0.0 Field coupon  3 0-2", "2.0.0 Value channel fax 2 0-2", "1.0.0 Field coupon  1 0-0", "2.0.0 Field coupons  1 0-0",
                "2.0.0 Field customer.city  1 0-0", "2.0.0 Field lines[].gift  1 0-0", "1.0.0 Value channel pigeon 1 0-0",
                "2.0.0 Value customer.country  1 0-0",
            ],
            (await ReadAsync(lakehouse)).Select(Describe));

        lakehouse.Edit(Current, text => text.Replace("[web, app]", "[web, app, fax]")
            .Replace("      - { name: net,", "      - { name: voucher, physicalName: coupon, logicalType: string }\n      - { name: net,"));
        Assert.Equal(["Field coupon", "Value channel"], (await ReadAsync(lakehouse)).Where(record => !record.IsOpen)
            .Select(record => $"{record.Entry.Kind} {record.Entry.Path}"));
    }

    [Theory]
    [InlineData(",\"coupon\":1", "web", "the field 'coupon' in 1 record")]
    [InlineData("", "fax", "values of 'channel' in 1 record")]
    public async Task It_can_block_the_step_whole(string more, string channel, string told)
    {
        using var lakehouse = Create();
        lakehouse.Edit(Source, text => text + "drift: block\n");
        lakehouse.Land("orders/a.jsonl", Lines(Two("a"), "no JSON"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        var before = await lakehouse.ContentsAsync();
        lakehouse.Land("orders/b.jsonl", Lines(Two("b"), Two("c", channel: channel, more: more), "no JSON either"));

        var report = await lakehouse.RunAsync();

        var problem = Assert.Single(report.Problems);
        Assert.Equal((ErrorCodes.DriftBlocked, true, "blocked"), (problem.Code, problem.BrokenData, report.Status));
        Assert.Contains($"nobody declared {told}", problem.Message);
        var after = await lakehouse.ContentsAsync();
        Assert.Equal((before["silver/orders"], before["quarantine"]), (after["silver/orders"], after["quarantine"]));
        var data = Directory.EnumerateFiles(Path.Combine(lakehouse.StorageRoot, "silver"), "*.parquet", SearchOption.AllDirectories);
        Assert.Single(data);
        Assert.Equal("blocked", (await lakehouse.RunAsync()).Status);
        var kept = (await ReadAsync(lakehouse)).Select(Describe).ToList();
        Assert.Single(kept);

        lakehouse.Edit(Source, text => text.Replace("drift: block", "drift: count"));
        Assert.Equal(3, (await lakehouse.RunAsync()).Silver.Single().Balance.Read);
        Assert.Equal(kept, (await ReadAsync(lakehouse)).Select(Describe));
    }

    [Fact]
    public async Task Names_beyond_the_most_that_are_kept_are_counted_together()
    {
        using var lakehouse = Create();
        lakehouse.Land("orders/a.jsonl", Lines(Enumerable.Range(0, 150).Select(i => Two($"{i}", more: $",\"known\":1,\"f{i:000}\":1"))));
        await lakehouse.RunAsync();

        var records = await ReadAsync(lakehouse);

        Assert.Equal(101, records.Count);
        Assert.Equal(150, records.Single(record => record.Entry.Path == "known").Entry.Records);
        Assert.Equal(51, records.Single(record => record.Entry.Kind == DriftKind.Others).Entry.Records);
        Assert.Equal("f098", records.Where(record => record.Entry.Kind == DriftKind.Field && record.Entry.Path != "known").Max(record => record.Entry.Path));
    }

    [Fact]
    public async Task A_record_that_waits_for_another_is_counted_once_and_keeps_its_version()
    {
        using var lakehouse = Create();
        File.WriteAllText(Path.Combine(lakehouse.Folder, "contracts/shop/skus.yaml"), """
            apiVersion: v3.1.0
            kind: DataContract
            id: shop.skus
            version: 1.0.0
            status: active
            schema:
              - name: skus
                properties:
                  - { name: sku, logicalType: string, primaryKey: true }
                  - { name: at, logicalType: timestamp, required: true }
            """);
        File.WriteAllText(Path.Combine(lakehouse.Folder, "sources/skus.yaml"), "contract: shop/skus\nevent_time: at\ndeduplicate: { scope: table }\n");
        lakehouse.Edit(Current, text => text.Replace("- { name: channel, logicalType: string, required: true,", """
            - { name: channel, logicalType: string, required: true, relationships: [{ type: foreignKey, to: skus.sku, customProperties: [{ property: on_missing, value: park }] }],
            """.Trim()));
        lakehouse.Land("orders/a.jsonl", Lines(Two("a", more: ",\"extra\":1"), One("b", more: ",\"extra\":1")));
        lakehouse.Land("skus/none.jsonl", Lines("""{"sku":"app","at":"2026-01-01T00:00:00Z"}"""));
        var first = await lakehouse.RunAsync();
        Assert.Equal(2, first.Silver.Single(report => report.Dataset == "orders").Balance.Parked);
        Assert.Equal(["a|2.0.0", "b|1.0.0"], await lakehouse.QueryAsync(
            "select json_extract_string(payload, '$.order_id') as id, contract_version from {parked} order by 1"));

        lakehouse.Land("skus/web.jsonl", Lines("""{"sku":"web","at":"2026-01-01T00:00:00Z"}"""));
        await lakehouse.RunAsync();

        Assert.Equal(["a", "b"], await lakehouse.QueryAsync("select order_id from {silver/orders} order by 1"));
        Assert.All(await ReadAsync(lakehouse), record => Assert.Equal(("extra", 1L), (record.Entry.Path, record.Entry.Records)));
    }

    [Fact]
    public async Task A_project_without_drift_has_no_table_of_it()
    {
        using var lakehouse = Create();
        lakehouse.Land("orders/a.jsonl", Lines(Two("a"), One("b")));
        await lakehouse.RunAsync();
        Assert.DoesNotContain("ops/drift", lakehouse.Tables());
        Assert.Empty(await ReadAsync(lakehouse));
    }

    private static async Task<IReadOnlyList<DriftRecord>> ReadAsync(TestLakehouse lakehouse)
    {
        using var session = lakehouse.Open();
        return await DriftReader.ReadAsync(session, "shop/orders", CancellationToken.None);
    }

    private static string Describe(DriftRecord record) =>
        $"{record.Entry.ContractVersion} {record.Entry.Kind} {record.Entry.Path} {record.Entry.Value} {record.Entry.Records} "
        + $"{(record.Entry.FirstSeen - First).TotalDays}-{(record.Entry.LastSeen - First).TotalDays}";
}
