namespace Lakehouse.TestKit.Shop;

/// <summary>What is planted into orders, with the errors of contracts/sales/orders.yaml.</summary>
internal static class OrderVariations
{
    private static readonly string Long = new('x', 501);

    public static IReadOnlyList<Variation<Order>> All { get; } =
    [
        .. Missing(), .. Types(), .. Numbers(), .. Texts(), .. Rules(), .. Several(), .. Fine(),
        .. PayloadVariations.All<Order>(),
    ];

    private static IEnumerable<Variation<Order>> Missing()
    {
        foreach (var path in new[]
        {
            "order_id", "ordered_at", "channel", "customer", "customer.id", "customer.country", "lines", "amount", "currency",
        })
        {
            yield return Faulty($"{path} is missing", path, "REQUIRED", d => d.Remove(path), 2);
            yield return Faulty($"{path} is null", path, "REQUIRED", d => d.Set(path, "null"), 2);
        }
        yield return Faulty("a line has no sku", "lines[0].sku", "REQUIRED", d => d.Remove("lines.0.sku"));
        yield return Faulty("a line's quantity is null", "lines[0].quantity", "REQUIRED", d => d.Set("lines.0.quantity", "null"));
    }

    private static IEnumerable<Variation<Order>> Types()
    {
        foreach (var (path, raw) in new[]
        {
            ("order_id", "1234567"), ("ordered_at", "1772359200000"), ("customer", "\"C-00001\""), ("customer.id", "17"),
            ("lines", "{}"), ("amount", "\"12.50\""), ("amount", "true"), ("amount", "{\"value\":12.5}"),
            ("amount", "[12.5]"), ("currency", "978"), ("gift", "\"yes\""), ("gift", "1"), ("note", "[\"a\",\"b\"]"),
            ("delivery_date", "20260305"),
        })
        {
            yield return Faulty($"{path} is {raw}", path, "TYPE", d => d.Set(path, raw), 2);
        }

        foreach (var raw in new[] { "\"2\"", "1.5", "1e-1" })
        {
            yield return Faulty($"a quantity is {raw}", "lines[0].quantity", "TYPE", d => d.Set("lines.0.quantity", raw), 3);
        }

        yield return new("a store is a number", new ShopError("TYPE", "store_id"))
        {
            Row = o => o with { Channel = "store" },
            Json = (d, _) => d.Set("store_id", "12"),
        };
    }

    private static IEnumerable<Variation<Order>> Numbers()
    {
        foreach (var raw in new[] { "12.345", "0.001", "12345678901.00", "1e10", "1e400", "-1e400", new string('9', 400) })
        {
            yield return Faulty($"amount is {Short(raw)}", "amount", "PRECISION", d => d.Set("amount", raw), 2);
        }

        foreach (var raw in new[] { "2147483648", "1e10", "99999999999999999999" })
        {
            yield return Faulty($"a quantity is {raw}", "lines[0].quantity", "PRECISION", d => d.Set("lines.0.quantity", raw), 2);
        }

        yield return new("amount is negative", new ShopError("RANGE", "amount"))
        {
            Row = o => o with { Amount = -o.Amount, Discount = null },
        };
        yield return new("discount is negative", new ShopError("RANGE", "discount")) { Row = o => o with { Discount = -1.00m } };
        yield return InLine("a quantity is 0", "quantity", line => line with { Quantity = 0 });
        yield return InLine("a quantity is 1000", "quantity", line => line with { Quantity = 1000 });
        yield return InLine("a price is negative", "unit_price", line => line with { UnitPrice = -0.01m });
    }

    private static IEnumerable<Variation<Order>> Texts()
    {
        foreach (var text in new[]
        {
            "yesterday", "2026-13-05T10:00:00.000Z", "2026-02-30T23:59:59Z", "03/01/2026 10:00", "2026-03-01T10:00:00",
            "2026-03-01T25:00:00Z", "T10:00:00Z", "",
        })
        {
            yield return Faulty($"ordered_at is '{text}'", "ordered_at", "FORMAT", d => d.Set("ordered_at", JsonText.Of(text)), 2);
        }

        foreach (var text in new[] { "2026-02-30", "05.03.2026", "soon" })
        {
            yield return Faulty($"delivery_date is '{text}'", "delivery_date", "FORMAT", d => d.Set("delivery_date", JsonText.Of(text)), 2);
        }

        yield return Changed("a channel that is not listed", "ENUM", "channel", o => o with { Channel = "phone", StoreId = null });
        yield return Changed("a channel in capitals", "ENUM", "channel", o => o with { Channel = "Web", StoreId = null });
        yield return Changed("a currency that is not listed", "ENUM", "currency", o => o with { Currency = "EURO" });
        yield return Changed("an order id without its letter", "PATTERN", "order_id", o => o with { OrderId = o.OrderId[2..] });
        yield return Changed("a country by name", "PATTERN", "customer.country", o => o with { Country = "Germany" });
        yield return Changed("a country in small letters", "PATTERN", "customer.country", o => o with { Country = "de" });
        yield return Changed("a coupon of 2 letters", "LENGTH", "coupon", o => o with { Coupon = "AB" });
        yield return Changed("a note of 501 letters", "LENGTH", "note", o => o with { Note = Long });
        yield return Changed("a note of 200,000 letters", "LENGTH", "note", o => o with { Note = new string('y', 200_000) }) with { Count = 1 };
        yield return new("a lone surrogate", new ShopError("MALFORMED", "")) { Json = (d, _) => d.Set("coupon", "\"AB\\ud83dCD\"") };
        yield return new("a name twice", new ShopError("DUPLICATE_KEY", "currency")) { Json = (d, _) => d.Repeat("currency") };
        yield return new("a nested name twice", new ShopError("DUPLICATE_KEY", "customer.id")) { Json = (d, _) => d.Repeat("customer.id") };
    }

    private static IEnumerable<Variation<Order>> Rules()
    {
        yield return Changed("a store order without a store", "REQUIRED", "store_id", o => o with { Channel = "store", StoreId = null });
        yield return Changed("a discount above the amount", "RULE", "discount", o => o with { Discount = o.Amount + 0.01m });
    }

    private static IEnumerable<Variation<Order>> Several()
    {
        yield return new("an empty object",
            new("REQUIRED", "order_id"), new("REQUIRED", "ordered_at"), new("REQUIRED", "channel"), new("REQUIRED", "customer"),
            new("REQUIRED", "lines"), new("REQUIRED", "amount"), new("REQUIRED", "currency"))
        {
            Bytes = _ => "{}"u8.ToArray(),
        };
        yield return new("an unknown channel, no currency, a negative amount",
            new("ENUM", "channel"), new("RANGE", "amount"), new("REQUIRED", "currency"))
        {
            Row = o => o with { Channel = "fax", StoreId = null, Amount = -1, Discount = null },
            Json = (d, _) => d.Remove("currency"),
        };
        yield return new("a bad time, no customer id, a text amount, a long note",
            new("FORMAT", "ordered_at"), new("REQUIRED", "customer.id"), new("TYPE", "amount"), new("LENGTH", "note"))
        {
            Row = o => o with { Note = Long },
            Json = (d, _) =>
            {
                d.Set("amount", "\"1\"");
                d.Remove("customer.id");
                d.Set("ordered_at", "\"now\"");
            },
        };
    }

    private static IEnumerable<Variation<Order>> Fine()
    {
        yield return new("late by 3 days") { Row = o => o with { EventTime = o.EventTime.AddDays(-3) }, Count = 12 };
        yield return new("late by 6 days") { Row = o => o with { EventTime = o.EventTime.AddDays(-6) }, Count = 6 };
        yield return new("an unknown field") { Json = (d, _) => d.Add("experiment", "\"b\""), Undeclared = 1, Count = 10 };
        yield return new("two unknown fields")
        {
            Json = (d, _) => d.Add("ab_test", "{\"arm\":2,\"name\":\"blue\"}").Add("tags", "[1,[2,{}],null]"),
            Undeclared = 2,
        };
        yield return new("a line of 200,000 letters") { Json = (d, _) => d.Add("trace", JsonText.Of(new string('z', 200_000))), Undeclared = 1, Count = 1 };
        yield return new("amount with an exponent") { Row = o => o with { Amount = 12.50m, Discount = null }, Json = (d, _) => d.Set("amount", "1.25E1") };
        yield return new("amount with more zeros") { Row = o => o with { Amount = 12.50m, Discount = null }, Json = (d, _) => d.Set("amount", "12.50000") };
        yield return new("amount is 0") { Row = o => o with { Amount = 0, Discount = null } };
        yield return new("the greatest amount") { Row = o => o with { Amount = 9_999_999_999.99m, Discount = 9_999_999_900.00m }, Count = 2 };
        yield return new("quantity as 2.0") { Row = o => o with { Lines = [o.Lines[0] with { Quantity = 2 }] }, Json = (d, _) => d.Set("lines.0.quantity", "2.0") };
        yield return new("no lines") { Row = o => o with { Lines = [] } };
        yield return new("an escaped name") { Json = (d, _) => d.EscapeName("amount") };
        yield return new("escaped letters") { Row = o => o with { Note = "café 🎁" }, Json = (d, _) => d.Set("note", "\"caf\\u00e9 \\ud83c\\udf81\"") };
        yield return new("an escaped NUL") { Row = o => o with { Note = "a\0b" } };
        yield return new("names in another order") { Json = (d, _) => d.Reverse() };
    }

    private static Variation<Order> Faulty(string name, string path, string code, Action<JsonDraft> plant, int count = 4) =>
        new(name, new ShopError(code, path)) { Json = (draft, _) => plant(draft), Count = count };

    private static Variation<Order> Changed(string name, string code, string path, Func<Order, Order> change) =>
        new(name, new ShopError(code, path)) { Row = change };

    private static Variation<Order> InLine(string name, string field, Func<OrderLine, OrderLine> change) =>
        new(name, new ShopError("RANGE", $"lines[0].{field}")) { Row = o => o with { Lines = [change(o.Lines[0]), .. o.Lines.Skip(1)] } };

    private static string Short(string raw) => raw.Length > 20 ? $"a number of {raw.Length} digits" : raw;
}
