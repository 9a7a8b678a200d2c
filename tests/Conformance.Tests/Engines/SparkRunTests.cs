using Lakehouse.Conformance.Tests.Dialects;
using Lakehouse.Medallion;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Engines;

/// <summary>A run on a Spark server gives the same tables as one on DuckDB.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class SparkRunTests(SparkConnectFixture spark)
{
    private static readonly string Landed = Path.Combine(Repository.Root, "samples", "shop", "landing");

    [SkippableFact]
    public async Task The_shop_is_the_same_on_both_engines()
    {
        using var shop = TwoLakehouses.OfSample("shop", spark.Address);
        Land(shop, _ => true);
        var reports = await shop.RunAsync(("duckdb", "duckdb"), ("spark", "spark"));
        await SameAsync(shop, reports);
        Assert.False(Directory.Exists(Path.Combine(shop.Root("spark"), "_scratch")) && Directory.EnumerateFileSystemEntries(
            Path.Combine(shop.Root("spark"), "_scratch")).Any());
        Assert.Empty(Directory.EnumerateFiles(shop.Root("spark"), "*.crc", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file).StartsWith(".part", StringComparison.Ordinal)));
    }

    private static void Land(TwoLakehouses shop, Func<string, bool> take)
    {
        foreach (var file in Directory.EnumerateFiles(Landed, "*", SearchOption.AllDirectories).Where(file => take(Path.GetFileName(file))))
        {
            shop.Land(file, Path.GetRelativePath(Landed, file));
        }
    }

    private static async Task SameAsync(TwoLakehouses shop, IReadOnlyList<RunReport> reports)
    {
        Assert.All(reports, report => Assert.Empty(report.Problems));
        Assert.Equal(reports[0].Silver.Select(r => (r.Dataset, r.Balance)), reports[1].Silver.Select(r => (r.Dataset, r.Balance)));
        var hashes = await shop.HashesAsync("duckdb");
        Assert.Contains(hashes, hash => hash.StartsWith("silver.orders", StringComparison.Ordinal));
        Assert.Equal(hashes, await shop.HashesAsync("spark"));
    }
}
