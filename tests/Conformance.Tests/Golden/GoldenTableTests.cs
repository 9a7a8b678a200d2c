using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage;
using Xunit;

namespace Lakehouse.Conformance.Tests.Golden;

/// <summary>Tables that other programs wrote: read as an independent replay reads them, or refused by name.</summary>
public sealed class GoldenTableTests
{
    public static TheoryData<string> Names => [.. GoldenTable.Names()];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task A_table_of_another_writer_is_read_exactly_or_refused_by_name(string name)
    {
        var golden = GoldenTable.Open(name);
        var storage = new LocalStorage(golden.Folder, Guid.NewGuid);
        using var parquet = new DuckDbParquetFiles(storage);
        var table = new DeltaTable(new DeltaEnvironment(storage, parquet, TimeProvider.System, Guid.NewGuid), "delta");

        if (golden.RefusedFeature is { } feature)
        {
            var refused = await Assert.ThrowsAsync<DeltaException>(() => table.LoadAsync());
            Assert.Equal((ErrorCodes.UnsupportedReaderFeature, feature), (refused.Code, refused.Feature));
            Assert.Contains($"'{feature}'", refused.Message);
        }
        else if (golden.MustBeRejected)
        {
            await Assert.ThrowsAsync<DeltaException>(() => table.LoadAsync());
        }
        else
        {
            AssertState(golden.Snapshot, await table.LoadAsync());
            foreach (var (version, files) in golden.FilesByVersion)
            {
                Assert.Equal((version, files), await CountAsync(table, version));
            }
        }
    }

    private static async Task<(long Version, int Files)> CountAsync(DeltaTable table, long version)
    {
        var snapshot = await table.LoadAsync(version);
        return (snapshot.Version, snapshot.Files.Count);
    }

    private static void AssertState(JsonElement expected, Snapshot snapshot)
    {
        Assert.Equal(expected.GetProperty("version").GetInt64(), snapshot.Version);
        Assert.Equal(expected.GetProperty("metadata_id").GetString(), snapshot.Metadata.Id);
        Assert.Equal(
            expected.GetProperty("partitionColumns").EnumerateArray().Select(column => column.GetString()),
            snapshot.Metadata.PartitionColumns);
        Assert.Equal(Texts(expected.GetProperty("configuration")), new SortedDictionary<string, string?>(
            snapshot.Metadata.Configuration.ToDictionary(one => one.Key, one => (string?)one.Value)));
        AssertSchema(expected.GetProperty("schema"), snapshot.Metadata.Schema);
        Assert.Equal(
            expected.GetProperty("txn").EnumerateObject().Select(one => (one.Name, one.Value.GetInt64())).Order(),
            snapshot.Transactions.Select(one => (one.Key, one.Value.Version)).Order());
        Assert.Equal(
            expected.GetProperty("domainMetadata").EnumerateObject().Select(domain => domain.Name).Order(),
            snapshot.Domains.Keys.Order());
        Assert.Equal(
            expected.GetProperty("active_files").EnumerateArray().Select(Describe).Order(StringComparer.Ordinal),
            snapshot.Files.Select(Describe).Order(StringComparer.Ordinal));
    }

    private static void AssertSchema(JsonElement expected, StructType schema)
    {
        // Some tables hold no schema at all, and no rows that need one.
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.Empty(schema.Fields);
            return;
        }

        using var found = JsonDocument.Parse(SchemaJson.Write(schema));
        Assert.True(JsonElement.DeepEquals(expected, found.RootElement), $"read as {found.RootElement}");
    }

    private static string Describe(JsonElement file) => Describe(
        file.GetProperty("path").GetString()!,
        file.GetProperty("size").GetInt64(),
        file.GetProperty("modificationTime").GetInt64(),
        Texts(file.GetProperty("partitionValues")));

    private static string Describe(AddFile file) => Describe(
        file.Path, file.SizeBytes, file.ModificationTime, new SortedDictionary<string, string?>(
            file.PartitionValues.ToDictionary(one => one.Key, one => one.Value)));

    private static string Describe(
        string path, long sizeBytes, long modificationTime, SortedDictionary<string, string?> partition) =>
        $"{path} {sizeBytes} {modificationTime} {string.Join(" ", partition.Select(one => $"{one.Key}={one.Value ?? "null"}"))}";

    private static SortedDictionary<string, string?> Texts(JsonElement map) =>
        new(map.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()));
}
