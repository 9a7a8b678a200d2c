using System.Text;
using Lakehouse.Engine.Json;
using Lakehouse.TestKit.Json;
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

    [Fact]
    public void A_hundred_thousand_damaged_records_are_refused_when_the_oracle_refuses_them()
    {
        var random = new Random(20260301);
        var damaged = Enumerable.Range(0, 100_000).Select(i => DamagedRecords.Damage(i, random)).ToList();
        Compare(damaged);
    }

    [Fact]
    public void Every_truncation_and_every_single_byte_is_judged_like_by_the_oracle()
    {
        var damaged = new List<byte[]>();
        foreach (var record in DamagedRecords.Records.Select(Encoding.UTF8.GetBytes))
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
}
