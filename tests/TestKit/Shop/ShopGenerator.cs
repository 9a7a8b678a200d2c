namespace Lakehouse.TestKit.Shop;

/// <summary>
/// Writes the raw events of samples/shop with every kind of defect that real landings hold, and knows what must become of
/// each record. The same seed gives the same bytes on every machine.
/// </summary>
public static class ShopGenerator
{
    private const int Days = 5;
    private static readonly DateOnly FirstDay = new(2026, 3, 1);

    /// <summary>Makes the landing folder of the shop: about 5,000 records in two datasets.</summary>
    public static ShopLanding Generate(int seed = 20260301)
    {
        var orders = new ShopFaker(seed);
        var views = new ShopFaker(seed + 1);
        var ordersByDay = new ShopDataset<Order>("orders", orders, new OrderFactory(orders), OrderVariations.All)
            .Write(FirstDay, Days, 380);
        var viewsByDay = new ShopDataset<PageView>("page_views", views, new PageViewFactory(views), PageViewVariations.All)
            .Write(FirstDay, Days, 580);
        return new ShopLanding(
        [
            Day("orders", 1, ordersByDay[0]),
            Day("orders", 2, ordersByDay[1]) with { HasByteOrderMark = true, LineEnds = LineEnds.Windows },
            Day("orders", 3, ordersByDay[2]) with { GzipMembers = 2 },
            Day("orders", 4, ordersByDay[3]) with { EndsWithLineEnd = false },
            Day("orders", 5, ordersByDay[4]) with { LineEnds = LineEnds.Mixed },
            Day("page_views", 1, viewsByDay[0]),
            Day("page_views", 2, viewsByDay[1]) with { GzipMembers = 1, EndsWithLineEnd = false },
            Day("page_views", 3, viewsByDay[2]) with { LineEnds = LineEnds.Mixed, HasByteOrderMark = true },
            Day("page_views", 4, viewsByDay[3]) with { LineEnds = LineEnds.Windows, EndsWithLineEnd = false },
            Day("page_views", 5, viewsByDay[4]),
        ]);
    }

    private static LandingPlan Day(string dataset, int day, IReadOnlyList<ShopRecord> records) =>
        new($"{dataset}/{dataset}-{FirstDay.AddDays(day - 1):yyyy-MM-dd}.jsonl", records);
}
