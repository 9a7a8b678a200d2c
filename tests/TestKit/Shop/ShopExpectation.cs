namespace Lakehouse.TestKit.Shop;

/// <summary>What the tables of the shop must hold, computed from what the generator planted and not from the landing files.</summary>
public sealed class ShopExpectation
{
    internal ShopExpectation(IEnumerable<ShopRecord> recordsInLandingOrder)
    {
        var records = recordsInLandingOrder.ToLookup(record => record.Dataset);
        Orders = new DatasetExpectation(Judge(records["orders"], row => row.Key));
        PageViews = new DatasetExpectation(Judge(records["page_views"], row => (row.Key, row.EventDate)));
        DailySales = ShopGold.DailySales(Orders.Rows.Cast<Order>());
        CountryConversion = ShopGold.CountryConversion(PageViews.Rows.Cast<PageView>(), DailySales);
    }

    /// <summary>Dataset orders: one winner for a key over all time.</summary>
    public DatasetExpectation Orders { get; }

    /// <summary>Dataset page_views: one winner for a key and UTC day.</summary>
    public DatasetExpectation PageViews { get; }

    /// <summary>The rows of gold.daily_sales, by date, country and currency.</summary>
    public IReadOnlyList<DailySalesRow> DailySales { get; }

    /// <summary>The rows of gold.country_conversion, by country, the unknown one first.</summary>
    public IReadOnlyList<CountryConversionRow> CountryConversion { get; }

    private static List<(ShopRecord, ShopVerdict)> Judge(IEnumerable<ShopRecord> records, Func<ShopRow, object> scopeKey)
    {
        var winners = new Dictionary<object, byte[]>();
        var judged = new List<(ShopRecord, ShopVerdict)>();
        foreach (var record in records)
        {
            judged.Add((record, Verdict(record)));
        }

        return judged;

        ShopVerdict Verdict(ShopRecord record)
        {
            if (record.Row is null)
            {
                return ShopVerdict.Quarantined;
            }

            if (winners.TryAdd(scopeKey(record.Row), record.Payload))
            {
                return ShopVerdict.Accepted;
            }

            return winners[scopeKey(record.Row)].AsSpan().SequenceEqual(record.Payload)
                ? ShopVerdict.DuplicateExact
                : ShopVerdict.DuplicateConflicting;
        }
    }
}
