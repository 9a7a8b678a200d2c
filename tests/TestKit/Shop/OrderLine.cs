namespace Lakehouse.TestKit.Shop;

/// <summary>One element of the lines of an order.</summary>
public sealed record OrderLine(string Sku, int Quantity, decimal UnitPrice);
