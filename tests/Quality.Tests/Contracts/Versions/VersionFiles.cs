namespace Lakehouse.Quality.Tests.Contracts.Versions;

/// <summary>A project whose contract of orders has a version beside the current one.</summary>
internal static class VersionFiles
{
    public const string Old = "contracts/sales/orders/1.0.0.yaml";
    public const string Current = "contracts/sales/orders.yaml";
    public const string Source = "sources/orders.yaml";

    /// <summary>The project, with properties and upcast rules as items of YAML lists.</summary>
    public static ShopFiles Of(string oldProperties, string currentProperties, params string[] rules) => new ShopFiles()
        .With(Current, Contract("2.0.0", currentProperties))
        .With(Old, Contract("1.0.0", oldProperties, rules))
        .With(Source, ShopFiles.OrdersSource + "\ncontract_version: { field: meta.version }\n");

    public static string Contract(string version, string properties, params string[] rules) => ShopFiles.ContractOf($"""
        - name: order_id
          logicalType: string
          primaryKey: true
        - name: ordered_at
          logicalType: timestamp
          required: true
        {properties}
        """).Replace("version: 1.0.0", $"version: {version}")
        + (rules.Length == 0 ? "" : $"customProperties:\n  - property: upcast\n    value:\n{string.Concat(rules.Select(rule => $"      - {rule}\n"))}");
}
