namespace Lakehouse.Medallion.Tests.Support;

/// <summary>A project of orders with two live versions and a draft of their contract.</summary>
internal static class VersionedShop
{
    public const string Current = "contracts/shop/orders.yaml";
    public const string Old = "contracts/shop/orders/1.0.0.yaml";
    public const string Source = "sources/orders.yaml";

    private static readonly Dictionary<string, string> Files = new()
    {
        ["lakehouse.yaml"] = "name: versions\ndomains: { shop: { owner: shop@example.com } }\n",
        [Current] = Contract("2.0.0", "active", """
              - { name: amount, logicalType: number, physicalType: "decimal(12,2)", required: true, logicalTypeOptions: { minimum: 0 } }
              - { name: channel, logicalType: string, required: true, quality: [{ metric: invalidValues, arguments: { validValues: [web, app] }, mustBe: 0 }] }
              - name: customer
                logicalType: object
                required: true
                properties:
                  - { name: id, logicalType: string, required: true }
                  - { name: country, logicalType: string, required: true, classification: confidential, quality: [{ metric: invalidValues, arguments: { validValues: [SE, DE] }, mustBe: 0 }] }
                  - { name: vip, logicalType: boolean }
              - name: lines
                logicalType: array
                required: true
                items:
                  logicalType: object
                  properties:
                    - { name: sku, logicalType: string, required: true }
                    - { name: quantity, logicalType: integer, required: true }
              - { name: net, logicalType: number, physicalType: "decimal(14,2)" }
            """, ""),
        [Old] = Contract("1.0.0", "active", """
              - { name: total, logicalType: string, required: true }
              - { name: tax, logicalType: number, physicalType: "decimal(12,2)" }
              - { name: channel, logicalType: string, quality: [{ metric: invalidValues, arguments: { validValues: [web, app, fax] }, mustBe: 0 }] }
              - { name: customer_id, logicalType: string, required: true }
              - name: lines
                logicalType: array
                required: true
                items:
                  logicalType: object
                  properties:
                    - { name: sku, logicalType: string, required: true }
                    - { name: quantity, logicalType: integer, physicalType: int, required: true }
              - { name: legacy_id, logicalType: integer }
            """, """
            customProperties:
              - property: upcast
                value:
                  - { column: amount, from: total, cast: true }
                  - { column: channel, from: channel, default: web }
                  - { column: customer.id, from: customer_id }
                  - { column: customer.country, constant: SE }
                  - { column: net, expression: "cast(total as decimal(12,2)) - coalesce(tax, 0)" }
                  - { drop: legacy_id }
            """),
        ["contracts/shop/orders/3.0.0.yaml"] = Contract("3.0.0", "draft", "  - { name: everything_else, logicalType: string }", ""),
        [Source] = "kind: events\ncontract: shop/orders\nevent_time: ordered_at\ncontract_version: { field: schema_version }\n",
    };

    public static TestLakehouse Create()
    {
        var lakehouse = new TestLakehouse("events");
        Directory.Delete(lakehouse.Folder, recursive: true);
        foreach (var (path, text) in Files)
        {
            var file = Path.Combine(lakehouse.Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        return lakehouse;
    }

    /// <summary>A record of the current version.</summary>
    public static string Two(string id, string amount = "12.50", string channel = "web", string more = "") =>
        $$"""{"schema_version":"2.0.0","order_id":"{{id}}","ordered_at":"2026-01-01T10:00:00Z","amount":{{amount}},"channel":"{{channel}}","customer":{"id":"c","country":"DE"},"lines":[]{{more}}}""";

    /// <summary>A record of the older version.</summary>
    public static string One(string id, string total = "\"13.25\"", string more = "") =>
        $$"""{"order_id":"{{id}}","ordered_at":"2026-01-01T11:00:00Z","total":{{total}},"tax":1.25,"customer_id":"k","lines":[{"sku":"s","quantity":2}]{{more}},"schema_version":"1.0.0"}""";

    /// <summary>A record of another version, or of none.</summary>
    public static string Other(string id, string? version) =>
        $$"""{"order_id":"{{id}}"{{(version is null ? "" : $",\"schema_version\":\"{version}\"")}}}""";

    public static string Lines(params IEnumerable<string> records) => string.Concat(records.Select(record => record + "\n"));

    private static string Contract(string version, string status, string properties, string more) => $"""
        apiVersion: v3.1.0
        kind: DataContract
        id: shop.orders
        version: {version}
        status: {status}
        schema:
          - name: orders
            properties:
              - name: order_id
                logicalType: string
                primaryKey: true
              - name: ordered_at
                logicalType: timestamp
                required: true
        {string.Join('\n', properties.Split('\n').Select(line => "    " + line))}
        {more}
        """;
}
