namespace Lakehouse.TestKit.Shop;

/// <summary>The products of the shop, computed in C# with exact decimals.</summary>
internal static class ShopGold
{
    public static IReadOnlyList<DailySalesRow> DailySales(IEnumerable<Order> orders) =>
    [
        .. orders
            .GroupBy(order => (order.EventDate, order.Country, order.Currency))
            .Select(group => new DailySalesRow(
                group.Key.EventDate,
                group.Key.Country,
                group.Key.Currency,
                group.LongCount(),
                group.Select(order => order.CustomerId).Distinct().LongCount(),
                group.Sum(order => order.Amount - (order.Discount ?? 0))))
            .OrderBy(row => row.EventDate)
            .ThenBy(row => row.Country, StringComparer.Ordinal)
            .ThenBy(row => row.Currency, StringComparer.Ordinal),
    ];

    public static IReadOnlyList<CountryConversionRow> CountryConversion(
        IEnumerable<PageView> views, IReadOnlyList<DailySalesRow> sales) =>
    [
        .. views
            .GroupBy(view => view.Country)
            .Select(group =>
            {
                var visitors = group.Select(view => view.VisitorId).Distinct().LongCount();
                var orders = sales.Where(row => row.Country == group.Key).Sum(row => row.Orders);
                return new CountryConversionRow(group.Key, group.LongCount(), visitors, orders, 1000 * orders / visitors);
            })
            .OrderBy(row => row.Country, StringComparer.Ordinal),
    ];
}
