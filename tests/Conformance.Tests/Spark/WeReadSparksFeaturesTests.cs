using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Tables that Spark made and changed with the features of the protocol, read by us before and after we changed them.</summary>
[Trait("Category", "Spark")]
[Collection(ChangesCollection.Name)]
public sealed class WeReadSparksFeaturesTests(ChangedTables tables)
{
    public static TheoryData<string> Features => [.. SparkFeatures.All.Select(feature => feature.Name)];

    [SkippableTheory]
    [MemberData(nameof(Features))]
    public async Task Rows_are_those_that_Spark_wrote(string name)
    {
        var feature = SparkFeatures.All.Single(one => one.Name == name);
        var table = await tables.TableAsync(name);
        long? before = null;
        await foreach (var entry in table.ReadHistoryAsync())
        {
            var isOurs = entry.CommitInfo!.EngineInfo!.StartsWith("Medallion", StringComparison.Ordinal);
            before = isOurs ? entry.Version - 1 : before ?? entry.Version;
        }

        Assert.Equal(feature.Rows, await tables.OwnRowsAsync(name, feature.Columns, before));
        Assert.Equal(feature.RowsAfter, await tables.RowsAsync(name));
        Assert.Equal(feature.RowsAfter, await tables.OwnRowsAsync(name, feature.Columns));
    }

    [SkippableTheory]
    [MemberData(nameof(Features))]
    public async Task The_feature_is_used_and_the_table_is_whole(string name)
    {
        var table = await tables.TableAsync(name);
        var whole = await table.VerifyAsync();
        Assert.Empty(whole.Faults);
        Assert.True(SparkFeatures.All.Single(one => one.Name == name).IsUsed(whole.Snapshot!, tables.Folder(name)));
    }

    [SkippableFact]
    public async Task Rows_that_we_add_get_ids_that_Spark_goes_on_from() =>
        Assert.Equal(["1|0|1", "3|2|1", "4|3|2", "5|6|4"], await tables.RowsAsync("row ids"));

    [SkippableTheory]
    [InlineData("fed")]
    [InlineData("fed_vectors")]
    public async Task The_change_feed_is_that_of_Spark(string table)
    {
        var expected = SparkFeatures.Changes.Order(StringComparer.Ordinal);
        Assert.Equal(expected, (await tables.RowsAsync($"changes of {table}")).Order(StringComparer.Ordinal));
        Assert.Equal(expected, (await tables.OwnChangesAsync(table, "id, amount")).Order(StringComparer.Ordinal));
    }
}
