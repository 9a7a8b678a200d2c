namespace Lakehouse.TestKit.Shop;

/// <summary>A row of gold.daily_sales.</summary>
public sealed record DailySalesRow(
    DateOnly EventDate, string Country, string Currency, long Orders, long Customers, decimal Revenue);
