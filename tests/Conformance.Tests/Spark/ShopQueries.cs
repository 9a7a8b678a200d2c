namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>What Spark is asked about tables that we wrote.</summary>
internal static class ShopQueries
{
    /// <summary>Every table of the shop.</summary>
    public static readonly IReadOnlyList<string> Tables =
    [
        "bronze/orders", "bronze/page_views", "silver/orders", "silver/page_views", "quarantine",
        "gold/sales/daily_sales", "gold/web/country_conversion", "ops/runs", "ops/balances", "ops/checks",
    ];

    /// <summary>Tables that every run commits to, so that they have a checkpoint.</summary>
    public static readonly IReadOnlyList<string> CheckpointedTables =
        ["bronze/orders", "silver/orders", "silver/page_views", "quarantine", "ops/runs", "gold/sales/daily_sales"];

    public static void AddTo(SparkScript script, SparkEvidence evidence)
    {
        foreach (var table in Tables)
        {
            var name = SparkScript.Table(evidence.Shop.Folder(table));
            script.Query($"count {table}", $"select count(*) as n from {name}");
            script.Query($"schema {table}", $"describe table {name}");
            script.Query($"detail {table}", $"describe detail {name}");
            script.Query($"history {table}", $"describe history {name}");
        }

        foreach (var table in CheckpointedTables)
        {
            script.Query(
                $"truncated {table}", $"select count(*) as n from {SparkScript.Table(evidence.Truncated.Folder(table))}");
        }

        var orders = SparkScript.Table(evidence.Shop.Folder("silver/orders"));
        script.Query(
            "orders",
            "select order_id, ordered_at, event_date, customer.country as country, currency, amount, discount, gift, "
            + $"delivery_date, note, to_json(lines) as lines from {orders}");
        script.Query("orders earlier", $"select order_id from {orders} version as of {SparkEvidence.EarlierVersion}");
        script.Query(
            "views",
            "select view_id, viewed_at, event_date, visitor_id, url, country, device.os as os "
            + $"from {SparkScript.Table(evidence.Shop.Folder("silver/page_views"))}");
        script.Query(
            "payloads",
            "select dataset, landing_path, landing_position, coalesce(payload_bytes, cast(payload as binary)) as bytes "
            + $"from {SparkScript.Table(evidence.Shop.Folder("quarantine"))}");
        script.Query(
            "errors",
            "select dataset, e.code as code, e.path as path, count(*) as n from "
            + $"{SparkScript.Table(evidence.Shop.Folder("quarantine"))} lateral view explode(errors) as e group by all");
        script.Query("daily_sales", $"select * from {SparkScript.Table(evidence.Shop.Folder("gold/sales/daily_sales"))}");
        script.Query(
            "country_conversion", $"select * from {SparkScript.Table(evidence.Shop.Folder("gold/web/country_conversion"))}");
        script.Query(
            "balances",
            "select dataset, sum(read) as read, sum(accepted) as accepted, sum(duplicate) as duplicate, "
            + $"sum(quarantined) as quarantined from {SparkScript.Table(evidence.Shop.Folder("ops/balances"))} group by dataset");
        script.Query("every type", $"select * from {SparkScript.Table(evidence.Shop.Folder(EveryTypeTable.Path))} order by id");
        script.Query(
            "every name",
            string.Join(" union all ", EveryTypeTable.Names.Select(name =>
                $"select id from {SparkScript.Table(evidence.Shop.Folder(EveryTypeTable.Path))} where name = '{name.Replace("'", "\\'")}'"))
            + " order by id");
        script.Query("history every_type", $"describe history {SparkScript.Table(evidence.Shop.Folder(EveryTypeTable.Path))}");
    }
}
