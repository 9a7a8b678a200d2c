using Bogus;

namespace Lakehouse.TestKit.Shop;

/// <summary>Random choices that both datasets draw from; the same seed gives the same choices.</summary>
internal sealed class ShopFaker
{
    private static readonly string[] Countries = ["DE", "SE", "GB", "US", "FR", "NL"];
    private static readonly float[] Shares = [0.35f, 0.2f, 0.15f, 0.12f, 0.1f, 0.08f];

    public ShopFaker(int seed)
    {
        Faker = new Faker("en") { Random = new Randomizer(seed) };
        Customers = [.. Enumerable.Range(1, 4000).Select(NewCustomer)];
    }

    public Faker Faker { get; }

    public Randomizer Random => Faker.Random;

    public IReadOnlyList<Customer> Customers { get; }

    /// <summary>A share of the calls gives the value, the others give null.</summary>
    public T? Maybe<T>(float share, Func<T> value)
        where T : class => Random.Float() < share ? value() : null;

    /// <summary>Writes an optional member: null as an explicit null or as no member at all.</summary>
    public void Optional(JsonDraft draft, string name, string raw)
    {
        if (raw != "null" || Random.Bool())
        {
            draft.Add(name, raw);
        }
    }

    /// <summary>
    /// The time of the n-th of many records that spread over a day: some with microseconds, some on the full second, some
    /// told in the local time of a device.
    /// </summary>
    public DateTimeOffset TimeOf(DateOnly day, int n, int many)
    {
        var time = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            .AddSeconds(86_400L * n / many)
            .AddMilliseconds(Random.Int(1, 999));
        return Random.Int(0, 19) switch
        {
            0 => time.AddMicroseconds(Random.Int(1, 999)),
            1 => time.AddMilliseconds(-time.Millisecond),
            2 or 3 => time.ToOffset(TimeSpan.FromHours(2)),
            4 => time.ToOffset(TimeSpan.FromHours(-5)),
            _ => time,
        };
    }

    private Customer NewCustomer(int number) => new(
        $"C-{number:00000}",
        $"V-{number * 7:00000}",
        Faker.Internet.Email(),
        Random.Int(0, 39) == 0 ? null : Random.WeightedRandom(Countries, Shares));
}
