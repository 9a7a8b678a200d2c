using System.Text;
using Lakehouse.Engine.Json;
using Xunit;

namespace Lakehouse.Engine.Tests.Json;

/// <summary>Damaged records meet the same verdict as with the JSON reader of .NET.</summary>
public sealed class MutatedRecordsTests
{
    private static readonly JsonField[] Fields =
    [
        new(0, "event_id", JsonFieldKind.Text) { Required = true },
        new(1, "occurred_at", JsonFieldKind.Timestamp),
        new(2, "day", JsonFieldKind.Date),
        new(3, "amount", JsonFieldKind.Decimal) { Precision = 12, Scale = 2 },
        new(4, "quantity", JsonFieldKind.Integer) { Bits = 32 },
        new(5, "weight", JsonFieldKind.Double),
        new(6, "gift", JsonFieldKind.Boolean),
        new(7, "customer", JsonFieldKind.Object)
        {
            Children = [new(8, "id", JsonFieldKind.Integer), new(9, "name", JsonFieldKind.Text)],
        },
        new(10, "lines", JsonFieldKind.Array)
        {
            Children =
            [
                new(11, "", JsonFieldKind.Object)
                {
                    Children =
                    [
                        new(12, "sku", JsonFieldKind.Text) { Required = true },
                        new(13, "prices", JsonFieldKind.Array) { Children = [new(14, "", JsonFieldKind.Float)] },
                    ],
                },
            ],
        },
    ];

    private static readonly string[] Records =
    [
        """{"event_id":"3f1c","occurred_at":"2026-03-01T10:00:00.123Z","day":"2026-03-01","amount":12.34,"quantity":7,"weight":1.5e-3,"gift":true,"customer":{"id":1,"name":"J\u00fcrgen \ud83d\ude00"},"lines":[{"sku":"a","prices":[1,2.5]},{"sku":"b","prices":[]}]}""",
        """ { "event_id" : "x\"y\\z\/\b\f\n\r\t" , "unknown" : { "deep" : [ [ { "a" : null } ] ] , "b" : [ true , false ] } , "lines" : [ ] } """,
        """{"event_id":null,"amount":-0.00,"quantity":1e3,"gift":false,"customer":null,"lines":null,"émoji":"日本語"}""",
        """{"a":{"b":{"c":{"d":{"e":[1,[2,[3,[4,[5]]]]]}}}},"customer":{"id":9223372036854775807,"name":"","more":{}}}""",
        """{"event_id":"1","amount":99999999999999999999.99,"lines":[{"sku":"s","prices":[1e39,-1E-39]},null,{"prices":null}]}""",
        """{}""",
    ];

    [Fact]
    public void A_hundred_thousand_damaged_records_are_refused_when_the_oracle_refuses_them()
    {
        var random = new Random(20260301);
        var damaged = Enumerable.Range(0, 100_000).Select(i => Damage(i, random)).ToList();
        Compare(damaged);
    }

    [Fact]
    public void Every_truncation_and_every_single_byte_is_judged_like_by_the_oracle()
    {
        var damaged = new List<byte[]>();
        foreach (var record in Records.Select(Encoding.UTF8.GetBytes))
        {
            for (var i = 0; i < record.Length; i++)
            {
                damaged.Add(record[..i]);
                damaged.AddRange(new byte[] { 0, (byte)'"', (byte)'\\', (byte)'{', (byte)'}', (byte)']', (byte)',', (byte)':', (byte)'0', 0x80, 0xFF }
                    .Select(b => (byte[])[.. record[..i], b, .. record[(i + 1)..]]));
            }
        }
        Compare(damaged);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    [InlineData("[{\"a\":[", "]}]")]
    public void Nesting_of_a_hundred_thousand_levels_is_judged_without_a_crash(string open, string close)
    {
        const int Depth = 100_000;
        var opened = string.Concat(Enumerable.Repeat(open, Depth));
        var closed = string.Concat(Enumerable.Repeat(close, Depth));
        Compare(
        [
            Encoding.UTF8.GetBytes($$"""{"unknown":{{opened}}1{{closed}}}"""),
            Encoding.UTF8.GetBytes($$"""{"lines":{{opened}}1{{closed}}}"""),
            Encoding.UTF8.GetBytes($$"""{"customer":{{opened}}1{{closed}}}"""),
            Encoding.UTF8.GetBytes($$"""{"unknown":{{opened}}1{{closed[1..]}}}"""),
            Encoding.UTF8.GetBytes($$"""{"unknown":{{opened}}"""),
            Encoding.UTF8.GetBytes($"{opened}1{closed}"),
        ]);
    }

    private static void Compare(List<byte[]> records)
    {
        var read = StrictReader.ReadAll(Fields, records);
        var accepted = 0;
        for (var i = 0; i < records.Count; i++)
        {
            var expected = JsonOracle.Judge(records[i]);
            var actual = read[i].Has(JsonFault.Malformed) ? JsonFault.Malformed
                : read[i].Has(JsonFault.DuplicateKey) ? JsonFault.DuplicateKey
                : null;
            if (expected != actual)
            {
                Assert.Fail($"{expected ?? "good"} expected, {read[i].FaultText} for: {Encoding.UTF8.GetString(records[i].AsSpan(0, Math.Min(records[i].Length, 1000)))}");
            }
            if (expected == JsonFault.Malformed)
            {
                Assert.Single(read[i].Faults);
                Assert.Null(read[i].Value);
            }
            accepted += expected is null ? 1 : 0;
        }
        Assert.NotEqual(records.Count, accepted);
    }

    private static byte[] Damage(int index, Random random)
    {
        var record = Encoding.UTF8.GetBytes(Records[index % Records.Length]).ToList();
        for (var times = random.Next(1, 4); times > 0 && record.Count > 0; times--)
        {
            var at = random.Next(record.Count);
            switch (random.Next(9))
            {
                case 0: record[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: record.RemoveRange(at, record.Count - at); break;
                case 2: record[at] = 0; break;
                case 3: record.RemoveAt(at); break;
                case 4: record.Insert(at, record[random.Next(record.Count)]); break;
                case 5: record.InsertRange(at, Encoding.UTF8.GetBytes(new string('9', random.Next(1, 400)))); break;
                case 6: record.InsertRange(at, Encoding.UTF8.GetBytes(new string('[', random.Next(1, 60)))); break;
                case 7: record.InsertRange(at, Snippets[random.Next(Snippets.Length)]); break;
                default:
                    var from = random.Next(record.Count);
                    record.InsertRange(at, record.GetRange(from, Math.Min(random.Next(1, 20), record.Count - from)));
                    break;
            }
        }
        return [.. record];
    }

    private static readonly byte[][] Snippets =
    [
        "\"event_id\":\"again\","u8.ToArray(), "NaN"u8.ToArray(), "\\ud800"u8.ToArray(), "\\udc00"u8.ToArray(),
        "\\ud83d\\ude00"u8.ToArray(), "1e999999999999"u8.ToArray(), "-"u8.ToArray(), "/* */"u8.ToArray(), ",,"u8.ToArray(),
        "\u2028"u8.ToArray(), [0xEF, 0xBB, 0xBF], [0xC0, 0x80], [0xED, 0xA0, 0x80], "\\u0065vent_id"u8.ToArray(),
        "\"a\":1,\"a\":2,"u8.ToArray(), "\t\n\r "u8.ToArray(), "\\x"u8.ToArray(), "0"u8.ToArray(), "."u8.ToArray(), "e5"u8.ToArray(),
    ];
}
