namespace Lakehouse.TestKit.Shop;

/// <summary>Someone who looks and buys.</summary>
internal sealed record Customer(string Id, string VisitorId, string Email, string? Country);
