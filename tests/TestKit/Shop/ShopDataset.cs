using System.Text;

namespace Lakehouse.TestKit.Shop;

/// <summary>
/// Writes the records of one dataset: good ones spread over the days, variations planted into some of them, others sent
/// again, and noise between them. Each day is one landing file.
/// </summary>
internal sealed class ShopDataset<TRow>(string name, ShopFaker shop, IRowFactory<TRow> factory, IReadOnlyList<Variation<TRow>> variations)
    where TRow : ShopRow
{
    private readonly List<(int Day, double Place, ShopRecord Record)> _records = [];

    /// <summary>The records of each day in the order of its file.</summary>
    public IReadOnlyList<IReadOnlyList<ShopRecord>> Write(DateOnly firstDay, int days, int recordsADay)
    {
        var slots = shop.Random.Shuffle(Enumerable.Range(0, days * recordsADay)).ToArray();
        var planted = variations.SelectMany(variation => Enumerable.Repeat(variation, variation.Count)).ToArray();
        var variationOf = planted.Zip(slots).ToDictionary(pair => pair.Second, pair => pair.First);
        var rows = new TRow[slots.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var (day, n) = (i / recordsADay, i % recordsADay);
            rows[i] = factory.Create(shop.TimeOf(firstDay.AddDays(day), n, recordsADay));
            _records.Add((day, n, Record(rows[i], variationOf.GetValueOrDefault(i, new Variation<TRow>("good")))));
        }
        var good = slots[planted.Length..];
        var broken = variationOf.Where(pair => pair.Value.Errors.Length > 0).Select(pair => pair.Key).Order().ToArray();
        SendAgain(rows, good, shop.Random.Shuffle(broken).ToArray(), days, recordsADay);
        foreach (var (what, payload) in PayloadVariations.Noise)
        {
            Insert(shop.Random.Int(0, days - 1), shop.Random.Double(0, recordsADay), new ShopRecord
            {
                Dataset = name,
                Planted = what,
                Payload = Encoding.UTF8.GetBytes(payload),
                Errors = [new ShopError("MALFORMED", "")],
            });
        }

        return [.. Enumerable.Range(0, days).Select(day =>
            _records.Where(r => r.Day == day).OrderBy(r => r.Place).Select(r => r.Record).ToArray())];
    }

    private void SendAgain(TRow[] rows, int[] good, int[] broken, int days, int recordsADay)
    {
        var next = 0;
        void Again(int source, bool sameDay, ShopRecord record)
        {
            var (day, n) = (source / recordsADay, source % recordsADay);
            if (sameDay || day == days - 1)
            {
                Insert(day, n + shop.Random.Double(0.1, recordsADay - n), record);
            }
            else
            {
                Insert(shop.Random.Int(day + 1, days - 1), shop.Random.Double(0, recordsADay), record);
            }
        }
        ShopRecord Original(int i) => _records[i].Record;

        for (var i = 0; i < 40; i++, next++)
        {
            Again(good[next], i % 2 == 0, Original(good[next]) with { Planted = "sent twice" });
        }

        for (var i = 0; i < 16; i++, next++)
        {
            Again(good[next], i % 2 == 0, Record(factory.Change(rows[good[next]]), new("the same key with other content")));
        }

        for (var i = 0; i < 6; i++, next++)
        {
            var moved = rows[good[next]] with { EventTime = rows[good[next]].EventTime.AddDays(1) };
            Again(good[next], i % 2 == 0, Record(moved, new("the same key on another day")));
        }
        for (var i = 0; i < 4; i++, next++)
        {
            Again(good[next], true, Original(good[next]) with { Planted = "sent three times" });
            Again(good[next], false, Original(good[next]) with { Planted = "sent three times" });
        }
        for (var i = 0; i < 20; i++)
        {
            Again(broken[i], i % 2 == 0, Record(rows[broken[i]], new("repaired")));
        }
    }

    private void Insert(int day, double place, ShopRecord record) => _records.Add((day, place, record));

    private ShopRecord Record(TRow row, Variation<TRow> variation)
    {
        row = variation.Row?.Invoke(row) ?? row;
        var draft = factory.Write(row);
        variation.Json?.Invoke(draft, row);
        var payload = Encoding.UTF8.GetBytes(draft.ToString());
        return new ShopRecord
        {
            Dataset = name,
            Planted = variation.Name,
            Payload = variation.Bytes?.Invoke(payload) ?? payload,
            Errors = variation.Errors,
            Undeclared = variation.Undeclared,
            Row = variation.Errors.Length == 0 ? row : null,
        };
    }
}
