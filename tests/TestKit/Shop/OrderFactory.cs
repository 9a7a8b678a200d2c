namespace Lakehouse.TestKit.Shop;

/// <summary>Makes good orders and their JSON.</summary>
internal sealed class OrderFactory(ShopFaker shop) : IRowFactory<Order>
{
    private static readonly string[] Notes =
    [
        "Please ring twice.", "Leave it with Ms. Åström, 2nd floor", "The bell says \"Müller\"", "Back door\\yard",
        "Careful: 東京 label", "🎁 gift wrap, please", "line one\nline two", "",
    ];

    // The other customers only look.
    private const int Buyers = 1200;

    private int _number;

    public Order Create(DateTimeOffset time)
    {
        var customer = shop.Customers[shop.Random.Int(0, Buyers - 1)];
        var lines = shop.Faker.Make(shop.Random.Int(1, 4), NewLine).ToList();
        var amount = lines.Sum(line => line.Quantity * line.UnitPrice);
        var channel = shop.Random.WeightedRandom(["web", "app", "store"], [0.6f, 0.25f, 0.15f]);
        var country = customer.Country ?? "DE";
        return new Order
        {
            OrderId = $"O-{++_number:0000000}",
            EventTime = time,
            Channel = channel,
            StoreId = channel == "store" ? $"S-{shop.Random.Int(1, 40):000}" : null,
            CustomerId = customer.Id,
            Email = shop.Maybe(0.9f, () => customer.Email),
            Country = country,
            Lines = lines,
            Amount = amount,
            Discount = shop.Random.Int(0, 4) == 0 ? decimal.Round(amount / 10, 2) : null,
            Currency = country switch { "US" => "USD", "GB" => "GBP", "SE" => "SEK", _ => "EUR" },
            Coupon = shop.Maybe(0.1f, () => shop.Random.String2(8, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789")),
            Gift = shop.Random.Int(0, 2) switch { 0 => true, 1 => false, _ => null },
            DeliveryDate = shop.Random.Bool() ? DateOnly.FromDateTime(time.UtcDateTime).AddDays(3) : null,
            Note = shop.Maybe(0.15f, () => shop.Random.ArrayElement(Notes)),
        };
    }

    public JsonDraft Write(Order order)
    {
        var customer = new JsonDraft().Add("id", JsonText.Of(order.CustomerId));
        shop.Optional(customer, "email", JsonText.Of(order.Email));
        customer.Add("country", JsonText.Of(order.Country));
        var draft = new JsonDraft()
            .Add("order_id", JsonText.Of(order.OrderId))
            .Add("ordered_at", JsonText.Of(order.EventTime))
            .Add("channel", JsonText.Of(order.Channel));
        shop.Optional(draft, "store_id", JsonText.Of(order.StoreId));
        draft.Add("customer", customer)
            .Add("lines", [.. order.Lines.Select(Write)])
            .Add("amount", JsonText.Of(order.Amount));
        shop.Optional(draft, "discount", JsonText.Of(order.Discount));
        draft.Add("currency", JsonText.Of(order.Currency));
        shop.Optional(draft, "coupon", JsonText.Of(order.Coupon));
        shop.Optional(draft, "gift", JsonText.Of(order.Gift));
        shop.Optional(draft, "delivery_date", JsonText.Of(order.DeliveryDate));
        shop.Optional(draft, "note", JsonText.Of(order.Note));
        return draft;
    }

    public Order Change(Order order) => order with
    {
        Amount = order.Amount + 1000,
        Currency = order.Currency == "EUR" ? "USD" : "EUR",
    };

    private static JsonDraft Write(OrderLine line) => new JsonDraft()
        .Add("sku", JsonText.Of(line.Sku))
        .Add("quantity", JsonText.Of((decimal)line.Quantity))
        .Add("unit_price", JsonText.Of(line.UnitPrice));

    private OrderLine NewLine() => new(
        $"{shop.Random.String2(3, "ABCDEFGHKLMNPRSTUVWXYZ")}-{shop.Random.Int(1, 9999):0000}",
        shop.Random.Int(1, 5),
        new decimal(shop.Random.Int(199, 19_999), 0, 0, false, 2));
}
