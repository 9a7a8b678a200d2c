using Lakehouse.Medallion.Tests.Support;

namespace Lakehouse.Medallion.Tests.References;

/// <summary>Customers and orders: each order refers to a customer, and an order's code must be unique where asked for.</summary>
internal static class ReferenceLakehouse
{
    public static TestLakehouse Make(string answer, string limits = "", bool uniqueCodes = false, string scope = "table")
    {
        var lakehouse = new TestLakehouse("events");
        Directory.Delete(lakehouse.Folder, recursive: true);
        Write(lakehouse, "lakehouse.yaml", """
            name: shop
            storage: tables
            landing: landing
            engine: duckdb
            domains:
              shop: { owner: shop@shop.example }
            """);
        foreach (var name in new[] { "customers", "orders" })
        {
            Directory.CreateDirectory(Path.Combine(lakehouse.Landing, name));
            Write(lakehouse, $"sources/{name}.yaml", $$"""
                kind: events
                landing: { folder: {{name}}, glob: "*.jsonl" }
                format: jsonl
                contract: shop/{{name}}
                event_time: at
                deduplicate: { scope: {{scope}} }
                """);
        }
        Write(lakehouse, "contracts/shop/customers.yaml", Contract("customers", """
                  - { name: customer_id, logicalType: string, required: true, primaryKey: true }
                  - { name: email, logicalType: string }
                  - { name: at, logicalType: timestamp, required: true }
            """));
        var quality = uniqueCodes
            ? "    quality:\n      - { metric: duplicateValues, mustBe: 0, severity: quarantine, arguments: { properties: [code] } }\n"
            : "";
        Write(lakehouse, "contracts/shop/orders.yaml", Contract("orders", $$"""
                  - { name: order_id, logicalType: string, required: true, primaryKey: true }
                  - name: customer_id
                    logicalType: string
                    relationships:
                      - to: customers.customer_id
                        customProperties:
                          - { property: on_missing, value: {{answer}} }{{limits}}
                  - { name: code, logicalType: string }
                  - { name: at, logicalType: timestamp, required: true }
            """) + quality);
        return lakehouse;
    }

    public static string Limit(string name, string value) =>
        $"\n              - {{ property: {name}, value: {value} }}";

    public static string Customer(string id, string email = "x") =>
        $$"""{"customer_id":"{{id}}","email":"{{email}}","at":"2026-01-02T03:04:05Z"}""" + "\n";

    public static string Order(string id, string? customer, string? code = null, string day = "2026-01-02") =>
        $$"""{"order_id":"{{id}}","customer_id":{{Text(customer)}},"code":{{Text(code)}},"at":"{{day}}T03:04:05Z"}""" + "\n";

    public static void CopyStorage(TestLakehouse lakehouse, string from, string to)
    {
        lakehouse.Storage = from;
        var source = lakehouse.StorageRoot;
        lakehouse.Storage = to;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(lakehouse.StorageRoot, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public static void Write(TestLakehouse lakehouse, string file, string content)
    {
        var path = Path.Combine(lakehouse.Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private static string Contract(string name, string properties) => $"""
        apiVersion: v3.1.0
        kind: DataContract
        id: shop.{name}
        name: {name}
        version: 1.0.0
        status: active
        domain: shop
        schema:
          - name: {name}
            properties:
        {properties}

        """;

    private static string Text(string? value) => value is null ? "null" : $"\"{value}\"";
}
