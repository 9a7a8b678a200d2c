using Lakehouse.Delta.Schemas;
using Lakehouse.Medallion.Gold.Queries.Portable;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>The products of the samples give the same rows on both engines.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class SampleProductsTests(SparkConnectFixture spark)
{
    private static readonly StructType Customer = new([new("id", PrimitiveType.String), new("country", PrimitiveType.String)]);

    private static readonly StructType Properties = new([new("currency", PrimitiveType.String), new("amount", new DecimalType(12, 2))]);

    private static readonly Dictionary<string, PortableInput> Inputs = new()
    {
        ["silver.orders"] = new(new StructType(
            [new("event_date", PrimitiveType.Date), new("customer", Customer), new("currency", PrimitiveType.String), new("amount", new DecimalType(12, 2)), new("discount", new DecimalType(12, 2))]), "orders"),
        ["silver.page_views"] = new(new StructType([new("country", PrimitiveType.String), new("visitor_id", PrimitiveType.String)]), "page_views"),
        ["silver.events"] = new(new StructType(
            [new("event_date", PrimitiveType.Date), new("source", PrimitiveType.String), new("session_id", PrimitiveType.String), new("event_name", PrimitiveType.String), new("country", PrimitiveType.String), new("user_id", PrimitiveType.String), new("anonymous_id", PrimitiveType.String), new("properties", Properties)]), "events"),
    };

    private static readonly (string Table, string Select)[] Tables =
    [
        ("orders", "SELECT date_add(DATE'2026-03-01', CAST(i % 3 AS INT)) AS event_date, named_struct('id', concat('C-', i % 7), 'country', substr('DESEGB', 1 + 2 * CAST(i % 3 AS INT), 2)) AS customer, "
            + "CASE i % 2 WHEN 0 THEN 'EUR' ELSE 'SEK' END AS currency, CAST(i * 1.25 AS DECIMAL(12,2)) AS amount, CAST(CASE i % 4 WHEN 0 THEN i * 0.1 END AS DECIMAL(12,2)) AS discount FROM numbers"),
        ("page_views", "SELECT CASE WHEN i % 5 < 4 THEN substr('DESEGBUS', 1 + 2 * CAST(i % 4 AS INT), 2) END AS country, concat('V-', i % 11) AS visitor_id FROM numbers"),
        ("events", "SELECT date_add(DATE'2026-03-01', CAST(i % 3 AS INT)) AS event_date, concat('s', i % 2) AS source, concat('n', i % 13) AS session_id, "
            + "CASE i % 3 WHEN 0 THEN 'product_viewed' WHEN 1 THEN 'add_to_cart' ELSE 'order_completed' END AS event_name, substr('DESEGB', 1 + 2 * CAST(i % 3 AS INT), 2) AS country, "
            + "CASE WHEN i % 2 = 0 THEN concat('u', i % 9) END AS user_id, concat('a', i % 8) AS anonymous_id, named_struct('currency', CASE i % 2 WHEN 0 THEN 'EUR' ELSE 'SEK' END, 'amount', CAST(i * 2.5 AS DECIMAL(12,2))) AS properties FROM numbers"),
    ];

    [SkippableFact]
    public void Products_of_the_samples_are_the_same()
    {
        using var engines = new BothEngines(spark);
        engines.Execute("CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE MACRO date_add(d, n) AS CAST(d + n AS DATE); CREATE TABLE numbers AS SELECT range AS i FROM range(200)");
        engines.ExecuteOnSpark("CREATE OR REPLACE TEMPORARY VIEW numbers AS SELECT id AS i FROM range(200)");
        foreach (var (table, select) in Tables)
        {
            engines.Execute($"CREATE TABLE silver.{table} AS {select.Replace("named_struct(", "struct_pack(", StringComparison.Ordinal).Replace("'id', ", "id := ", StringComparison.Ordinal).Replace("'country', substr", "country := substr", StringComparison.Ordinal).Replace("'currency', CASE", "currency := CASE", StringComparison.Ordinal).Replace("'amount', ", "amount := ", StringComparison.Ordinal)}");
            engines.ExecuteOnSpark($"CREATE OR REPLACE TEMPORARY VIEW {table} AS {select}");
        }
        var inputs = new Dictionary<string, PortableInput>(Inputs);
        foreach (var file in new[] { "shop/products/sales/daily_sales", "shop/products/web/country_conversion", "events/products/web/daily_funnel", "events/products/web/daily_revenue" })
        {
            var sql = File.ReadAllText(Path.Combine(Repository.Root, "samples", $"{file}.sql"));
            var product = Path.GetFileName(file);
            var translated = engines.Translate(sql, name => inputs.GetValueOrDefault(name));
            Assert.Empty(translated.Problems);
            engines.Execute($"CREATE TABLE gold.{product} AS {sql}");
            engines.ExecuteOnSpark($"CREATE OR REPLACE TEMPORARY VIEW {product} AS {translated.Sql}");
            inputs.Add($"gold.{product}", new PortableInput(translated.Schema!, product));

            var rows = engines.DuckDb($"SELECT * FROM gold.{product} ORDER BY ALL");
            Assert.NotEqual("", rows);
            var columns = string.Join(", ", translated.Schema!.Fields.Select(field => $"`{field.Name}` ASC NULLS LAST"));
            Assert.Equal(rows, engines.Spark($"SELECT * FROM {product} ORDER BY {columns}"));
            Assert.Equal(engines.DuckDbTypes(sql), engines.SparkTypes($"SELECT * FROM {product}"));
        }
    }
}
