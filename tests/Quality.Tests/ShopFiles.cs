using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Quality.Tests;

/// <summary>A small project without mistakes, and ways to change one thing in it.</summary>
internal sealed class ShopFiles
{
    public const string Settings = """
        name: shop
        domains:
          sales: { owner: sales-team@example.com }
        """;

    public const string OrdersContract = """
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            properties:
              - name: order_id
                logicalType: string
                primaryKey: true
              - name: ordered_at
                logicalType: timestamp
                required: true
              - name: amount
                logicalType: number
                physicalType: decimal(12,2)
        """;

    public const string OrdersSource = """
        kind: events
        contract: sales/orders
        event_time: ordered_at
        """;

    private readonly Dictionary<string, string> _texts = new()
    {
        ["lakehouse.yaml"] = Settings,
        ["contracts/sales/orders.yaml"] = OrdersContract,
        ["sources/orders.yaml"] = OrdersSource,
        ["products/sales/daily.sql"] = "select event_date, count(*) as orders from silver.orders group by event_date",
        ["products/sales/daily.yaml"] = "description: Orders a day.\ngrain: [event_date]\n",
    };

    public ShopFiles With(string path, string text)
    {
        _texts[path] = text;
        return this;
    }

    public ShopFiles Without(string path)
    {
        Assert.True(_texts.Remove(path), $"There is no {path}.");
        return this;
    }

    /// <summary>Replaces a part of a file that must be there exactly once.</summary>
    public ShopFiles Replace(string path, string part, string replacement)
    {
        Assert.Equal(2, _texts[path].Split(part).Length);
        return With(path, _texts[path].Replace(part, replacement, StringComparison.Ordinal));
    }

    public Project Read(string? environment = null) =>
        ProjectReader.Read([.. _texts.Select(t => new ProjectFile(t.Key, t.Value))], environment);

    public IReadOnlyList<Problem> Problems(string? environment = null) =>
        Assert.Throws<ContractException>(() => Read(environment)).Problems;

    /// <summary>A contract of the given properties, written as the items of the YAML list.</summary>
    public static string ContractOf(string properties, string tableQuality = "") => $"""
        apiVersion: v3.1.0
        kind: DataContract
        id: things
        version: 1.0.0
        status: active
        schema:
          - name: things
            properties:
        {Indent(properties, 6)}
        {Indent(tableQuality, 4)}
        """;

    public static Contract Contract(string properties, string tableQuality = "") =>
        ContractReader.Read("contracts/sales/things.yaml", ContractOf(properties, tableQuality));

    private static string Indent(string text, int spaces) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', spaces) + line));
}
