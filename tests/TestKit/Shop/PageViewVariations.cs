namespace Lakehouse.TestKit.Shop;

/// <summary>What is planted into page views, with the errors of contracts/web/page_views.yaml.</summary>
internal static class PageViewVariations
{
    public static IReadOnlyList<Variation<PageView>> All { get; } =
    [
        .. Missing(), .. Types(), .. Values(), .. Fine(), .. PayloadVariations.All<PageView>(),
    ];

    private static IEnumerable<Variation<PageView>> Missing()
    {
        foreach (var path in new[] { "view_id", "viewed_at", "visitor_id", "url", "consent", "device.os" })
        {
            yield return Faulty($"{path} is missing", path, "REQUIRED", d => d.Remove(path));
            yield return Faulty($"{path} is null", path, "REQUIRED", d => d.Set(path, "null"));
        }
        yield return Faulty("a screen without its height", "device.screen.height", "REQUIRED", d => d.Remove("device.screen.height"));
        yield return Faulty("a screen that is empty", "device.screen.width", "REQUIRED", d => d.Set("device.screen", "{}")) with
        {
            Errors = [new("REQUIRED", "device.screen.width"), new("REQUIRED", "device.screen.height")],
        };
    }

    private static IEnumerable<Variation<PageView>> Types()
    {
        foreach (var (path, raw) in new[]
        {
            ("view_id", "4711"), ("viewed_at", "1772359200"), ("url", "[\"/\"]"), ("duration_ms", "\"1200\""),
            ("duration_ms", "false"), ("duration_ms", "12.5"), ("consent", "\"true\""), ("consent", "0"), ("device", "\"ios\""), ("device", "[]"),
            ("device.os", "{\"name\":\"ios\"}"), ("device.screen", "\"390x844\""), ("device.screen.width", "\"390\""),
            ("country", "49"),
        })
        {
            yield return Faulty($"{path} is {raw}", path, "TYPE", d => d.Set(path, raw), 3);
        }

        foreach (var raw in new[] { "9223372036854775808", "1e19", "-9223372036854775809" })
        {
            yield return Faulty($"duration_ms is {raw}", "duration_ms", "PRECISION", d => d.Set("duration_ms", raw), 3);
        }

        yield return Faulty("a screen of 2147483648 points", "device.screen.width", "PRECISION", d => d.Set("device.screen.width", "2147483648"));
    }

    private static IEnumerable<Variation<PageView>> Values()
    {
        foreach (var text in new[] { "today", "2026-03-32T08:00:00Z", "2026-03-02 ", "2026-03-02T08:00:00.000" })
        {
            yield return Faulty($"viewed_at is '{text}'", "viewed_at", "FORMAT", d => d.Set("viewed_at", JsonText.Of(text)));
        }

        foreach (var text in new[] { "", "not-a-uuid", "123e4567-e89b-12d3-a456-42661417400", "g23e4567-e89b-12d3-a456-426614174000" })
        {
            yield return Faulty($"view_id is '{text}'", "view_id", "FORMAT", d => d.Set("view_id", JsonText.Of(text)));
        }

        yield return Changed("a duration below 0", "RANGE", "duration_ms", v => v with { DurationMs = -1 });
        yield return Changed("a screen of no width", "RANGE", "device.screen.width", v => v with { Os = "ios", Screen = (0, 844) });
        yield return Changed("a system that is not listed", "ENUM", "device.os", v => v with { Os = "symbian" });
        yield return Changed("a visitor with a short id", "PATTERN", "visitor_id", v => v with { VisitorId = "V-1" });
        yield return Changed("a country by name", "PATTERN", "country", v => v with { Country = "Sverige" });
        yield return Changed("an empty url", "LENGTH", "url", v => v with { Url = "" });
        yield return Changed("a url of 2,001 letters", "LENGTH", "url", v => v with { Url = $"/{new string('p', 2000)}" }) with { Count = 2 };
        yield return new("a name twice", new ShopError("DUPLICATE_KEY", "consent")) { Json = (d, _) => d.Repeat("consent") };
        yield return new("a lone surrogate", new ShopError("MALFORMED", "")) { Json = (d, _) => d.Set("referrer", "\"\\udc00\"") };
        yield return new("an unknown system, a text duration, no consent",
            new("ENUM", "device.os"), new("TYPE", "duration_ms"), new("REQUIRED", "consent"))
        {
            Row = v => v with { Os = "beos" },
            Json = (d, _) =>
            {
                d.Set("duration_ms", "\"long\"");
                d.Remove("consent");
            },
        };
    }

    private static IEnumerable<Variation<PageView>> Fine()
    {
        yield return new("late by 2 days") { Row = v => v with { EventTime = v.EventTime.AddDays(-2) }, Count = 15 };
        yield return new("late by 5 days") { Row = v => v with { EventTime = v.EventTime.AddDays(-5) }, Count = 8 };
        yield return new("an unknown field") { Json = (d, _) => d.Add("scroll_depth", "0.75"), Undeclared = 1, Count = 12 };
        yield return new("a url of 2,000 letters") { Row = v => v with { Url = $"/{new string('p', 1999)}" }, Count = 2 };
        yield return new("the longest duration") { Row = v => v with { DurationMs = long.MaxValue } };
        yield return new("a duration with an exponent") { Row = v => v with { DurationMs = 1500 }, Json = (d, _) => d.Set("duration_ms", "1.5e3") };
        yield return new("an escaped name") { Json = (d, _) => d.EscapeName("visitor_id") };
        yield return new("names in another order") { Json = (d, _) => d.Reverse() };
    }

    private static Variation<PageView> Faulty(string name, string path, string code, Action<JsonDraft> plant, int count = 4) =>
        new(name, new ShopError(code, path))
        {
            Row = v => v with { Os = v.Os ?? "linux", Screen = v.Screen ?? (1920, 1080) },
            Json = (draft, _) => plant(draft),
            Count = count,
        };

    private static Variation<PageView> Changed(string name, string code, string path, Func<PageView, PageView> change) =>
        new(name, new ShopError(code, path)) { Row = change };
}
