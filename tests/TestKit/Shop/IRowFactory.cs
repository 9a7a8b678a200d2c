namespace Lakehouse.TestKit.Shop;

/// <summary>Makes good rows of a dataset and their JSON.</summary>
internal interface IRowFactory<TRow>
    where TRow : ShopRow
{
    TRow Create(DateTimeOffset time);

    JsonDraft Write(TRow row);

    /// <summary>Other content under the same key and event time, so that a wrong winner shows in the Gold products.</summary>
    TRow Change(TRow row);
}
