namespace Lakehouse.TestKit.Shop;

/// <summary>The typed content of a good record, as Silver must hold it.</summary>
public abstract record ShopRow
{
    /// <summary>The value of the primary key.</summary>
    public abstract string Key { get; }

    /// <summary>When it happened, with the offset that the record names.</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>The UTC date of the event time: the Silver partition.</summary>
    public DateOnly EventDate => DateOnly.FromDateTime(EventTime.UtcDateTime);
}
