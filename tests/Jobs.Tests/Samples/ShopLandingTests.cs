using System.IO.Compression;
using System.Text;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Shop;
using Xunit;

namespace Lakehouse.Jobs.Tests.Samples;

public sealed class ShopLandingTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "shop", "landing");
    private static readonly ShopLanding Landing = ShopGenerator.Generate();

    /// <summary>Set UPDATE_SAMPLES=1 to write the files anew after a change of the generator.</summary>
    [Fact]
    public void The_sample_landing_is_what_the_generator_writes()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_SAMPLES") == "1")
        {
            if (Directory.Exists(Folder))
            {
                Directory.Delete(Folder, recursive: true);
            }

            Landing.WriteTo(Folder);
        }
        var written = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'));

        Assert.Equal(Landing.Files.Select(file => file.Path).Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        Assert.All(Landing.Files, file => Assert.True(
            file.Bytes.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Folder, file.Path))), $"{file.Path} differs."));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_gives_others()
    {
        var again = ShopGenerator.Generate();
        var other = ShopGenerator.Generate(seed: 7);

        Assert.All(Landing.Files.Zip(again.Files), pair => Assert.Equal(pair.First.Bytes, pair.Second.Bytes));
        Assert.NotEqual(Landing.Files[0].Bytes, other.Files[0].Bytes);
    }

    [Fact]
    public void The_files_hold_the_records_that_the_generator_speaks_of()
    {
        foreach (var file in Landing.Files.Where(file => file.IsReady))
        {
            var expected = Landing.Records.Where(record => record.LandingPath == file.Path).ToArray();
            Assert.Equal(Enumerable.Range(0, expected.Length).Select(i => (long)i), expected.Select(r => r.LandingPosition));
            Assert.Equal(expected.Select(r => r.Payload), Lines(Unpacked(file)));
        }
    }

    [Fact]
    public void The_expected_balance_holds_and_every_outcome_occurs()
    {
        var expected = Landing.Expect();

        Assert.InRange(expected.Orders.Read + expected.PageViews.Read, 4_800, 5_200);
        foreach (var dataset in new[] { expected.Orders, expected.PageViews })
        {
            Assert.Equal(dataset.Read, dataset.Accepted + dataset.DuplicateExact + dataset.DuplicateConflicting + dataset.Quarantined);
            Assert.True(dataset.DuplicateExact > 20 && dataset.DuplicateConflicting > 10 && dataset.Drifted > 10);
            Assert.Subset(dataset.Errors.Keys.Select(e => e.Code).ToHashSet(), new HashSet<string>
            {
                "MALFORMED", "DUPLICATE_KEY", "TYPE", "PRECISION", "FORMAT", "REQUIRED", "ENUM", "RANGE", "PATTERN", "LENGTH",
            });
        }
        Assert.Equal(expected.Orders.Accepted, expected.DailySales.Sum(row => row.Orders));
        Assert.Equal(expected.PageViews.Accepted, expected.CountryConversion.Sum(row => row.Views));
    }

    [Fact]
    public void A_key_on_another_day_is_a_duplicate_over_all_history_but_not_within_a_day()
    {
        var expected = Landing.Expect();
        var orders = expected.Orders.Records.Where(r => r.Record.Planted == "the same key on another day").ToArray();
        var views = expected.PageViews.Records.Where(r => r.Record.Planted == "the same key on another day").ToArray();

        Assert.NotEmpty(orders);
        Assert.NotEmpty(views);
        Assert.All(orders, r => Assert.Equal(ShopVerdict.DuplicateConflicting, r.Verdict));
        Assert.All(views, r => Assert.Equal(ShopVerdict.Accepted, r.Verdict));
    }

    [Fact]
    public void A_repaired_record_is_accepted_after_its_rejected_copy()
    {
        var expected = Landing.Expect();

        Assert.All(
            expected.Orders.Records.Concat(expected.PageViews.Records).Where(r => r.Record.Planted == "repaired"),
            r => Assert.Equal(ShopVerdict.Accepted, r.Verdict));
    }

    private static byte[] Unpacked(ShopFile file)
    {
        if (!file.Path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return file.Bytes;
        }

        using var plain = new MemoryStream();
        using (var packed = new GZipStream(new MemoryStream(file.Bytes), CompressionMode.Decompress))
        {
            packed.CopyTo(plain);
        }

        return plain.ToArray();
    }

    private static List<byte[]> Lines(byte[] bytes)
    {
        // Latin-1 maps every byte to one character and back.
        var lines = Encoding.Latin1.GetString(bytes).Split('\n').ToList();
        var last = lines[^1];
        lines.RemoveAt(lines.Count - 1);
        var ended = lines.ConvertAll(line => line.EndsWith('\r') ? line[..^1] : line);
        if (last.Length > 0)
        {
            ended.Add(last);
        }

        return ended.ConvertAll(Encoding.Latin1.GetBytes);
    }
}
