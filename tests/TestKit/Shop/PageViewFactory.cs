namespace Lakehouse.TestKit.Shop;

/// <summary>Makes good page views and their JSON.</summary>
internal sealed class PageViewFactory(ShopFaker shop) : IRowFactory<PageView>
{
    private static readonly string[] Systems = ["ios", "android", "windows", "macos", "linux"];
    private static readonly (int Width, int Height)[] Screens = [(390, 844), (412, 915), (1440, 900), (1920, 1080), (2560, 1440)];

    public PageView Create(DateTimeOffset time)
    {
        var customer = shop.Customers[shop.Random.Int(0, shop.Customers.Count - 1)];
        var device = shop.Random.Int(0, 9);
        return new PageView
        {
            ViewId = shop.Random.Guid().ToString(),
            EventTime = time,
            VisitorId = customer.VisitorId,
            CustomerId = shop.Maybe(0.4f, () => customer.Id),
            Url = $"/{shop.Random.ArrayElement(["p", "c", "sale", "größe"])}/{shop.Faker.Lorem.Slug(2)}",
            Referrer = shop.Maybe(0.3f, () => $"https://{shop.Faker.Internet.DomainName()}/"),
            Country = customer.Country,
            Os = device == 0 ? null : shop.Random.ArrayElement(Systems),
            Screen = device < 3 ? null : shop.Random.ArrayElement(Screens),
            DurationMs = shop.Random.Int(0, 9) == 0 ? null : shop.Random.Long(0, 600_000),
            Consent = shop.Random.Int(0, 4) > 0,
        };
    }

    public JsonDraft Write(PageView view)
    {
        var draft = new JsonDraft()
            .Add("view_id", JsonText.Of(view.ViewId))
            .Add("viewed_at", JsonText.Of(view.EventTime))
            .Add("visitor_id", JsonText.Of(view.VisitorId));
        shop.Optional(draft, "customer_id", JsonText.Of(view.CustomerId));
        draft.Add("url", JsonText.Of(view.Url));
        shop.Optional(draft, "referrer", JsonText.Of(view.Referrer));
        shop.Optional(draft, "country", JsonText.Of(view.Country));
        if (view.Os is null)
        {
            shop.Optional(draft, "device", "null");
        }
        else
        {
            draft.Add("device", Device(view));
        }

        shop.Optional(draft, "duration_ms", JsonText.Of(view.DurationMs));
        return draft.Add("consent", JsonText.Of(view.Consent));
    }

    public PageView Change(PageView view) => view with { Country = view.Country == "DE" ? "FR" : "DE", VisitorId = "V-99999" };

    private JsonDraft Device(PageView view)
    {
        var device = new JsonDraft().Add("os", JsonText.Of(view.Os));
        if (view.Screen is not var (width, height))
        {
            shop.Optional(device, "screen", "null");
        }
        else
        {
            device.Add("screen", new JsonDraft().Add("width", JsonText.Of(width)).Add("height", JsonText.Of(height)));
        }

        return device;
    }
}
