using System.Globalization;
using System.Text;
using System.Text.Json;
using Lakehouse.TestKit.Shop;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>The tables of the shop as a real Spark sees them, against what the generator planted.</summary>
[Trait("Category", "Spark")]
[Collection(SparkCollection.Name)]
public sealed class SparkReadsOurTablesTests(SparkEvidence evidence)
{
    private static readonly ShopExpectation Expected = SparkEvidence.Expected;

    [SkippableFact]
    public async Task Every_table_opens_and_holds_as_many_rows_as_were_planted()
    {
        Assert.Equal(Expected.Orders.Read, await CountAsync("count bronze/orders"));
        Assert.Equal(Expected.PageViews.Read, await CountAsync("count bronze/page_views"));
        Assert.Equal(Expected.Orders.Accepted, await CountAsync("count silver/orders"));
        Assert.Equal(Expected.PageViews.Accepted, await CountAsync("count silver/page_views"));
        Assert.Equal(Expected.Orders.Quarantined + Expected.PageViews.Quarantined, await CountAsync("count quarantine"));
        Assert.Equal(Expected.DailySales.Count, await CountAsync("count gold/sales/daily_sales"));
        Assert.Equal(Expected.CountryConversion.Count, await CountAsync("count gold/web/country_conversion"));
        Assert.Equal(SparkEvidence.Files - 1, await CountAsync("count ops/runs"));
        Assert.Equal(2 * (SparkEvidence.Files - 1), await CountAsync("count ops/balances"));
        Assert.InRange(await CountAsync("count ops/checks"), 1, int.MaxValue);
    }

    [SkippableFact]
    public async Task Every_row_of_silver_is_the_planted_one()
    {
        Assert.Equal(
            Expected.Orders.Rows.Cast<Order>().Select(Text).Order(StringComparer.Ordinal),
            (await evidence.RowsAsync("orders")).Select(OrderText).Order(StringComparer.Ordinal));
        Assert.Equal(
            Expected.PageViews.Rows.Cast<PageView>().Select(Text).Order(StringComparer.Ordinal),
            (await evidence.RowsAsync("views")).Select(ViewText).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Quarantine_holds_the_planted_bytes_and_errors()
    {
        var rejected = Expected.Orders.Records.Concat(Expected.PageViews.Records)
            .Where(one => one.Verdict == ShopVerdict.Quarantined)
            .Select(one => one.Record)
            .Select(one => $"{one.Dataset} {one.LandingPath} {one.LandingPosition} {Convert.ToBase64String(one.Payload)}");
        Assert.Equal(
            rejected.Order(StringComparer.Ordinal),
            (await evidence.RowsAsync("payloads"))
                .Select(row => $"{row.Text("dataset")} {row.Text("landing_path")} {row.Text("landing_position")} {row.Text("bytes")}")
                .Order(StringComparer.Ordinal));

        var errors = new[] { ("orders", Expected.Orders), ("page_views", Expected.PageViews) }
            .SelectMany(one => one.Item2.Errors
                .Select(error => $"{one.Item1} {error.Key} {error.Value}"));
        Assert.Equal(
            errors.Order(StringComparer.Ordinal),
            (await evidence.RowsAsync("errors"))
                .Select(row => $"{row.Text("dataset")} {new ShopError(row.Text("code"), row.Text("path"))} {row.Int("n")}")
                .Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Every_row_of_gold_is_the_expected_one()
    {
        Assert.Equal(
            Expected.DailySales.ToHashSet(),
            (await evidence.RowsAsync("daily_sales")).Select(row => new DailySalesRow(
                DateOnly.Parse(row.Text("event_date")),
                row.Text("country"),
                row.Text("currency"),
                row.GetProperty("orders").GetInt64(),
                row.GetProperty("customers").GetInt64(),
                row.GetProperty("revenue").GetDecimal())).ToHashSet());
        Assert.Equal(
            Expected.CountryConversion.ToHashSet(),
            (await evidence.RowsAsync("country_conversion")).Select(row => new CountryConversionRow(
                row.GetProperty("country").GetString(),
                row.GetProperty("views").GetInt64(),
                row.GetProperty("visitors").GetInt64(),
                row.GetProperty("orders").GetInt64(),
                row.GetProperty("orders_per_1000_visitors").GetInt64())).ToHashSet());
    }

    [SkippableFact]
    public async Task The_balances_of_all_runs_add_up_to_what_was_planted()
    {
        var rows = (await evidence.RowsAsync("balances")).ToDictionary(row => row.Text("dataset"));
        foreach (var (dataset, expected) in new[] { ("orders", Expected.Orders), ("page_views", Expected.PageViews) })
        {
            Assert.Equal(
                (expected.Read, expected.Accepted, expected.DuplicateExact + expected.DuplicateConflicting, expected.Quarantined),
                (rows[dataset].Int("read"), rows[dataset].Int("accepted"), rows[dataset].Int("duplicate"), rows[dataset].Int("quarantined")));
        }
    }

    [SkippableFact]
    public async Task An_earlier_version_holds_the_rows_of_the_files_landed_by_then()
    {
        var earlier = SparkEvidence.Landing.Expect(
            [.. Enumerable.Range(0, SparkEvidence.EarlierVersion + 1).SelectMany(SparkEvidence.Paths)]);
        Assert.Equal(
            earlier.Orders.Rows.Select(row => row.Key).Order(StringComparer.Ordinal),
            (await evidence.RowsAsync("orders earlier")).Select(row => row.Text("order_id")).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task Tables_whose_first_commits_are_gone_are_read_from_the_checkpoint_by_both()
    {
        foreach (var table in ShopQueries.CheckpointedTables)
        {
            var rows = await CountAsync($"count {table}");
            Assert.Equal((table, rows), (table, await CountAsync($"truncated {table}")));
            var ours = await evidence.Truncated.QueryAsync(table, "select count(*) as n from t");
            Assert.Equal([$$"""{"n":{{rows}}}"""], ours);
        }
    }

    [SkippableFact]
    public async Task Columns_have_the_types_of_the_contract_and_of_the_products()
    {
        Assert.Equal(
            "event_date date, country string, currency string, orders bigint, customers bigint, revenue decimal(18,2)",
            await SchemaAsync("gold/sales/daily_sales"));
        Assert.Equal(
            "country string, views bigint, visitors bigint, orders bigint, orders_per_1000_visitors bigint",
            await SchemaAsync("gold/web/country_conversion"));
        Assert.StartsWith(
            "order_id string, ordered_at timestamp, channel string, store_id string, "
            + "customer struct<id:string,email:string,country:string>, "
            + "lines array<struct<sku:string,quantity:int,unit_price:decimal(10,2)>>, "
            + "amount decimal(12,2), discount decimal(12,2), currency string, coupon string, gift boolean, "
            + "delivery_date date, note string, ",
            await SchemaAsync("silver/orders"));
        Assert.Contains("payload_bytes binary", await SchemaAsync("quarantine"));
    }

    [SkippableFact]
    public async Task Detail_and_history_name_files_partitions_operations_and_runs()
    {
        foreach (var table in ShopQueries.Tables)
        {
            var detail = Assert.Single(await evidence.RowsAsync($"detail {table}"));
            var snapshot = await evidence.Shop.LoadAsync(table);
            Assert.Equal("delta", detail.Text("format"));
            Assert.Equal(snapshot.Files.Count, detail.Int("numFiles"));
            Assert.Equal(snapshot.SizeBytes, detail.GetProperty("sizeInBytes").GetInt64());
            Assert.Equal(
                snapshot.Metadata.PartitionColumns,
                detail.GetProperty("partitionColumns").EnumerateArray().Select(one => one.GetString()!));

            var history = await evidence.RowsAsync($"history {table}");
            Assert.Equal(Enumerable.Range(0, (int)snapshot.Version + 1).Reverse(), history.Select(row => row.Int("version")));
            Assert.All(history, row => Assert.Contains(row.Text("operation"), new[] { "WRITE", "CREATE TABLE" }));
            Assert.All(history, row => Assert.StartsWith("Medallion/", row.Text("engineInfo")));
            Assert.Equal(snapshot.Files.Count, Sum(history, "numFiles") - Sum(history, "numRemovedFiles"));
            if (table.StartsWith("bronze/", StringComparison.Ordinal) || table.StartsWith("ops/", StringComparison.Ordinal))
            {
                var count = Assert.Single(await evidence.RowsAsync($"count {table}")).Int("n");
                Assert.Equal(count, Sum(history, "numOutputRows"));
            }
        }

        Assert.All(
            await evidence.RowsAsync("history silver/orders"),
            row => Assert.NotEmpty(JsonDocument.Parse(row.Text("userMetadata")).RootElement.Text("run")));
        Assert.Equal(
            ["WRITE: made by WRITE", "CREATE TABLE: made by CREATE TABLE"],
            (await evidence.RowsAsync("history every_type")).Select(row => $"{row.Text("operation")}: {row.Text("userMetadata")}"));
    }

    private static long Sum(IEnumerable<JsonElement> history, string metric) => history.Sum(row =>
        row.TryGetProperty("operationMetrics", out var metrics) && metrics.TryGetProperty(metric, out var count)
            ? long.Parse(count.GetString()!, CultureInfo.InvariantCulture)
            : 0);

    [SkippableFact]
    public async Task Every_type_and_every_partition_value_is_read_as_written()
    {
        var rows = await evidence.RowsAsync("every type");

        Assert.Equal(EveryTypeTable.Names.Count + 1, rows.Count);
        Assert.All(rows[0].EnumerateObject(), column => Assert.Equal(
            column.Name == "id" ? JsonValueKind.Number : JsonValueKind.Null, column.Value.ValueKind));
        foreach (var (name, i) in EveryTypeTable.Names.Select((name, i) => (name, i)))
        {
            var nested = $$"""{"text":"n{{i}}","items":[{"price":{{i}}.50},null]}""";
            Assert.Equal(
                $"{i} {name} {new DateOnly(2026, 3, 1).AddDays(i):yyyy-MM-dd} 12345678901234567890123456789.{i:000000000} "
                + $"-{i}.25 2026-03-01T10:00:00.{i:000000}Z 2026-03-01T10:00:00.{i:000000} "
                + $"{Convert.ToBase64String(Encoding.UTF8.GetBytes($"b{i}"))} {i % 2 == 0} {-i} {i / 8.0:0.0###} {nested}",
                string.Join(" ", rows[i + 1].EnumerateObject().Select(column => column.Value.ToString())));
        }

        Assert.Equal(
            Enumerable.Range(0, EveryTypeTable.Names.Count),
            (await evidence.RowsAsync("every name")).Select(row => row.Int("id")));
    }

    private async Task<int> CountAsync(string query) => Assert.Single(await evidence.RowsAsync(query)).Int("n");

    private async Task<string> SchemaAsync(string table) => string.Join(", ", (await evidence.RowsAsync($"schema {table}"))
        .TakeWhile(row => !row.Text("col_name").StartsWith('#'))
        .Select(row => $"{row.Text("col_name")} {row.Text("data_type")}"));

    private static string Text(Order order) => string.Join(
        '|',
        order.OrderId,
        Time(order.EventTime),
        $"{order.EventDate:yyyy-MM-dd}",
        order.Country,
        order.Currency,
        $"{order.Amount:0.00}",
        order.Discount is { } discount ? $"{discount:0.00}" : "",
        order.Gift,
        $"{order.DeliveryDate:yyyy-MM-dd}",
        order.Note,
        string.Join(';', order.Lines.Select(line => $"{line.Sku} {line.Quantity} {line.UnitPrice:0.00}")));

    private static string OrderText(JsonElement row) => string.Join(
        '|',
        row.Text("order_id"),
        row.Text("ordered_at"),
        row.Text("event_date"),
        row.Text("country"),
        row.Text("currency"),
        row.Text("amount"),
        row.Text("discount"),
        row.Text("gift"),
        row.Text("delivery_date"),
        row.Text("note"),
        string.Join(';', JsonDocument.Parse(row.Text("lines")).RootElement.EnumerateArray()
            .Select(line => $"{line.Text("sku")} {line.Text("quantity")} {line.GetProperty("unit_price").GetDecimal():0.00}")));

    private static string Text(PageView view) => string.Join(
        '|', view.ViewId, Time(view.EventTime), $"{view.EventDate:yyyy-MM-dd}", view.VisitorId, view.Url, view.Country, view.Os);

    private static string ViewText(JsonElement row) => string.Join(
        '|', new[] { "view_id", "viewed_at", "event_date", "visitor_id", "url", "country", "os" }.Select(column => row.Text(column)));

    private static string Time(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}";
}
