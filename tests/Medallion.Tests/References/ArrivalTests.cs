using Lakehouse.Medallion.Tests.Support;
using Xunit;
using static Lakehouse.Medallion.Tests.References.ReferenceLakehouse;

namespace Lakehouse.Medallion.Tests.References;

/// <summary>Law 2 where records depend on each other: whatever arrives when, the tables are those of a model written down here.</summary>
public sealed class ArrivalTests
{
    public static TheoryData<string, bool, int> Cases { get; } = new()
    {
        { "park", false, 1 }, { "quarantine", false, 2 }, { "park", true, 3 }, { "quarantine", true, 4 }, { "park", true, 5 }, { "park", true, 6 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Any_order_of_arrival_gives_the_tables_of_the_model(string answer, bool unique, int seed)
    {
        var random = new Random(seed);
        var limit = answer == "park" ? Limit("park_at_most", "4") : "";
        var files = Files(random);
        var expected = Model(files, answer, unique, limit.Length > 0 ? 4 : long.MaxValue);
        var places = new List<string> { "silver", answer == "park" ? "parked" : "REFERENCE_MISSING", unique ? "NOT_UNIQUE" : "silver" };
        Assert.All(places, place => Assert.Contains(expected, row => row.Contains(place)));

        for (var shuffle = 0; shuffle < 4; shuffle++)
        {
            using var lakehouse = Make(answer, limit, unique);
            var order = files.Keys.ToArray();
            if (shuffle > 0)
            {
                random.Shuffle(order);
            }
            for (var i = 0; i < order.Length; i++)
            {
                lakehouse.Land(order[i], string.Concat(files[order[i]].Select(record => record.Line)));
                if (i == order.Length - 1 || (shuffle > 0 && random.Next(2) == 0))
                {
                    Assert.Equal("done", (await lakehouse.RunAsync()).Status);
                    await AssertConservationAsync(lakehouse);
                }
            }

            Assert.Equal(expected, await ActualAsync(lakehouse));
        }
    }

    [Fact]
    public async Task Two_runs_at_once_take_every_record_once()
    {
        var files = Files(new Random(7));
        using var lakehouse = Make("park", Limit("park_at_most", "4"), uniqueCodes: true);
        foreach (var batch in files.Keys.Order(StringComparer.Ordinal).Reverse().Chunk(4))
        {
            foreach (var file in batch)
            {
                lakehouse.Land(file, string.Concat(files[file].Select(record => record.Line)));
            }
            var reports = await Task.WhenAll(
                Task.Run(() => lakehouse.RunAsync()), Task.Run(() => lakehouse.RunAsync()));
            Assert.All(reports, report => Assert.Equal("done", report.Status));
            await AssertConservationAsync(lakehouse);
        }

        Assert.Equal(Model(files, "park", unique: true, atMost: 4), await ActualAsync(lakehouse));
    }

    /// <summary>Every record of Bronze is in one place, and the books of all runs say how many are where.</summary>
    internal static async Task AssertConservationAsync(TestLakehouse lakehouse)
    {
        if (!lakehouse.Tables().Contains("silver/orders"))
        {
            return;
        }
        async Task<long> CountAsync(string table) => lakehouse.Tables().Contains(table)
            ? long.Parse((await lakehouse.QueryAsync($"select count(*) from {{{table}}} where {(table.StartsWith("silver") ? "true" : "dataset = 'orders'")}"))[0])
            : 0;
        var books = (await lakehouse.QueryAsync("""
            select sum(read), sum(accepted - displaced - withdrawn), sum(duplicate + displaced), sum(quarantined - replayed),
              sum(parked - unparked)
            from {ops/balances} where dataset = 'orders'
            """))[0].Split('|').Select(long.Parse).ToArray();
        var bronze = long.Parse((await lakehouse.QueryAsync("select count(*) from {bronze/orders}"))[0]);
        Assert.Equal(
            [bronze, await CountAsync("silver/orders"), books[2], await CountAsync("quarantine"), await CountAsync("parked")], books);
        Assert.Equal(bronze, books[1] + books[2] + books[3] + books[4]);
    }

    private static async Task<IReadOnlyList<string>> ActualAsync(TestLakehouse lakehouse)
    {
        var rows = new List<string>();
        foreach (var (table, place) in new[]
        {
            ("silver/orders", "'silver'"), ("parked", "'parked'"), ("quarantine", "list_transform(errors, lambda e: e.code)::varchar"),
        })
        {
            if (lakehouse.Tables().Contains(table))
            {
                rows.AddRange(await lakehouse.QueryAsync($"select landing_path || '#' || landing_position || ' ' || {place} from {{{table}}}"));
            }
        }
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, List<Record>> Files(Random random)
    {
        var files = new Dictionary<string, List<Record>>();
        for (var i = 0; i < 4; i++)
        {
            files[$"customers/{i}.jsonl"] = [.. Enumerable.Range(0, 2).Select(_ => $"c{random.Next(9)}").Select(id => new Record(id, null, null, Customer(id)))];
        }
        for (var i = 0; i < 6; i++)
        {
            files[$"orders/{i}.jsonl"] = [.. Enumerable.Range(0, 6).Select(_ => AnyOrder(random))];
        }
        return files;
    }

    private static Record AnyOrder(Random random)
    {
        var (id, customer) = ($"o{random.Next(20)}", random.Next(6) == 0 ? null : $"c{random.Next(12)}");
        var code = random.Next(4) == 0 ? null : $"k{random.Next(9)}";
        return random.Next(12) == 0 ? new Record(null, null, null, "no JSON\n") : new Record(id, customer, code, Order(id, customer, code));
    }

    // Written from the words of docs/quality.md, record by record, with no thought of batches.
    private static List<string> Model(Dictionary<string, List<Record>> files, string answer, bool unique, long atMost)
    {
        var customers = files.Where(file => file.Key.StartsWith("customers")).SelectMany(file => file.Value).Select(r => r.Id).ToHashSet();
        var orders = files.Where(file => file.Key.StartsWith("orders")).OrderBy(file => file.Key, StringComparer.Ordinal)
            .SelectMany(file => file.Value.Select((record, i) => (Place: $"{file.Key}#{i}", Record: record))).ToList();
        var rows = new List<string>();
        var (first, waiting) = (new Dictionary<string, (string Place, Record Record)>(), 0);
        foreach (var (place, record) in orders)
        {
            if (record.Id is null)
            {
                rows.Add($"{place} [MALFORMED]");
            }
            else if (record.Customer is not null && !customers.Contains(record.Customer))
            {
                rows.Add(answer == "quarantine" ? $"{place} [REFERENCE_MISSING]"
                    : waiting++ < atMost ? $"{place} parked" : $"{place} [REFERENCE_OVERFLOW]");
            }
            else
            {
                first.TryAdd(record.Id, (place, record));
            }
        }
        var codes = new HashSet<string>();
        foreach (var (place, record) in first.Values)
        {
            var isFirst = record.Code is null || codes.Add(record.Code);
            rows.Add(!unique || isFirst ? $"{place} silver" : $"{place} [NOT_UNIQUE]");
        }
        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private sealed record Record(string? Id, string? Customer, string? Code, string Line);
}
