namespace Lakehouse.TestKit.Shop;

/// <summary>Where a record must end.</summary>
public enum ShopVerdict
{
    /// <summary>It is a row of Silver.</summary>
    Accepted,

    /// <summary>An earlier record has its key and the same payload.</summary>
    DuplicateExact,

    /// <summary>An earlier record has its key and another payload.</summary>
    DuplicateConflicting,

    /// <summary>It has at least one error.</summary>
    Quarantined,
}
