using System.IO.Compression;
using System.Text;
using Lakehouse.Conformance.Tests.Dialects;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Engines;

/// <summary>Lines of megabytes, good and bad, become the same tables on both engines.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class SparkLongLinesTests(SparkConnectFixture spark)
{
    private const int Length = 1_000_000;
    private const int Longest = 5 * Length;

    [SkippableFact]
    public async Task Lines_of_megabytes_are_the_same_on_both_engines()
    {
        using var lab = TwoLakehouses.OfFixture("Readings", spark.Address);
        byte[][] accepted =
        [
            Reading(new string('x', Longest)), Reading(string.Concat(Enumerable.Repeat("\\u00e9", Length / 6))),
            Reading("s", $"{new string(' ', Length)}1"),
        ];
        byte[][] refused =
        [
            [.. Enumerable.Repeat((byte)0xFF, Longest)], [.. Reading("cut")[..^2], .. Enumerable.Repeat((byte)0xC3, Length)], new byte[Length],
            Reading("open", new string('[', Length)), Reading("deep", new string('[', Longest / 2) + new string(']', Longest / 2)),
            Reading("objects", string.Concat(Enumerable.Repeat("{\"a\":", Length / 6)) + "1" + new string('}', Length / 6)),
            Reading("digits", new string('7', Length)), Reading("zeros", $"1.{new string('0', Length)}1"), Reading("exponent", $"1e{new string('9', Length)}"),
        ];
        byte[][] lines = [Reading("first"), .. accepted.Zip(refused).SelectMany(pair => new[] { pair.First, pair.Second }), .. refused[accepted.Length..], Reading("last")];
        lab.LandBytes("readings/a.jsonl", Lines(lines));
        lab.LandBytes("readings/b.jsonl.gz", Pack(Lines([Reading("packed"), accepted[0], refused[0], refused[4]])));

        var reports = await lab.RunAsync(("duckdb", "duckdb"), ("spark", "spark"));

        Assert.All(reports, report => Assert.Empty(report.Problems));
        Assert.All(reports, report => Assert.Equal(
            (lines.Length + 4, accepted.Length + 3, 1, refused.Length + 2),
            report.Silver.Single().Balance is var balance ? (balance.Read, balance.Accepted, balance.Duplicate, balance.Quarantined) : default));
        Assert.Equal(await lab.HashesAsync("duckdb"), await lab.HashesAsync("spark"));
    }

    private static byte[] Reading(string id, string value = "1.5") =>
        Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","taken_at":"2026-03-01T10:00:00Z","site":"north","value":{{value}}}""");

    private static byte[] Lines(IEnumerable<byte[]> lines) => [.. lines.SelectMany(line => line.Append((byte)'\n'))];

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }
        return packed.ToArray();
    }
}
