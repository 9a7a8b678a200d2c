namespace Lakehouse.TestKit.Shop;

/// <summary>A row of silver.page_views.</summary>
public sealed record PageView : ShopRow
{
    public required string ViewId { get; init; }

    public required string VisitorId { get; init; }

    public string? CustomerId { get; init; }

    public required string Url { get; init; }

    public string? Referrer { get; init; }

    public string? Country { get; init; }

    public string? Os { get; init; }

    public (int Width, int Height)? Screen { get; init; }

    public long? DurationMs { get; init; }

    public required bool Consent { get; init; }

    public override string Key => ViewId;
}
