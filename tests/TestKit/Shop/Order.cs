namespace Lakehouse.TestKit.Shop;

/// <summary>A row of silver.orders.</summary>
public sealed record Order : ShopRow
{
    public required string OrderId { get; init; }

    public required string Channel { get; init; }

    public string? StoreId { get; init; }

    public required string CustomerId { get; init; }

    public string? Email { get; init; }

    public required string Country { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    public required decimal Amount { get; init; }

    public decimal? Discount { get; init; }

    public required string Currency { get; init; }

    public string? Coupon { get; init; }

    public bool? Gift { get; init; }

    public DateOnly? DeliveryDate { get; init; }

    public string? Note { get; init; }

    public override string Key => OrderId;
}
