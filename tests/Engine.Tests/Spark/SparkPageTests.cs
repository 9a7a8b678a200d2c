using Lakehouse.Engine.Spark;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Engine.Tests.Spark;

/// <summary>The C# of <c>docs/spark.md</c> is code that runs.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait(SparkConnectCollection.Trait, SparkConnectCollection.Spark)]
public sealed class SparkPageTests(SparkConnectFixture server)
{
    [SkippableFact]
    public void The_code_of_the_page_writes_and_reads_rows()
    {
        using var folder = new TemporaryFolder();
        var (clock, address, path, sum) = (TimeProvider.System, server.Address, folder.At("table"), 0L);
        var newId = Guid.NewGuid;

        // Begin of the page's code.
        using var spark = SparkSession.Builder(clock, newId).Remote(address)
            .Config("spark.sql.session.timeZone", "UTC").GetOrCreate();
        spark.Sql("SELECT id, id % 2 = 0 AS even FROM range(5)").Write().Format("delta").Mode(SaveMode.Overwrite).Save(path);
        foreach (var row in spark.Read().Format("delta").Load(path).Collect())
        {
            sum += row.GetAs<bool>("even") ? row.GetAs<long>("id") : 0;
        }
        // End of the page's code.

        Assert.Equal(6, sum);
    }

    [Fact]
    public void The_page_shows_that_code() => Assert.Contains(
        PageCode.BlockOf("tests", "Engine.Tests", "Spark", "SparkPageTests.cs"),
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "spark.md")));
}
