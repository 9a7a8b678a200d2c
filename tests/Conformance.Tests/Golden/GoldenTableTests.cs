using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
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
        using var reader = new GoldenReader(golden);
        if (golden.RefusedFeature is { } feature)
        {
            var refused = await Assert.ThrowsAsync<DeltaException>(() => reader.Table.LoadAsync());
            Assert.Equal((ErrorCodes.UnsupportedReaderFeature, feature), (refused.Code, refused.Feature));
            Assert.Contains($"'{feature}'", refused.Message);
            return;
        }

        if (golden.MustBeRejected)
        {
            await Assert.ThrowsAsync<DeltaException>(() => reader.Table.LoadAsync());
            return;
        }

        var snapshot = await reader.Table.LoadAsync();
        AssertState(golden.Snapshot, snapshot);
        if (golden.HasData)
        {
            Assert.Equal(golden.RowCount, await reader.CountAsync(snapshot));
            Assert.Empty(await reader.DifferencesAsync(snapshot));
        }

        foreach (var (from, to, file) in golden.ExpectedChanges)
        {
            Assert.Empty(await reader.ChangeDifferencesAsync(await reader.Table.ReadChangesAsync(from, to), file));
        }

        foreach (var (version, files, rows) in golden.Versions)
        {
            var old = await reader.Table.LoadAsync(version);
            Assert.Equal((version, files), (old.Version, old.Files.Count));
            if (rows is not null)
            {
                Assert.Equal((version, rows), (version, await reader.CountAsync(old)));
            }
        }
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
        file.GetProperty("dv").GetString(),
        Texts(file.GetProperty("partitionValues")));

    private static string Describe(AddFile file) => Describe(
        file.Path, file.SizeBytes, file.ModificationTime, file.DeletionVector?.UniqueId, new SortedDictionary<string, string?>(
            file.PartitionValues.ToDictionary(one => one.Key, one => one.Value)));

    private static string Describe(
        string path,
        long sizeBytes,
        long modificationTime,
        string? deletionVector,
        SortedDictionary<string, string?> partition) =>
        $"{path} {sizeBytes} {modificationTime} {deletionVector} {string.Join(" ", partition.Select(one => $"{one.Key}={one.Value ?? "null"}"))}";

    private static SortedDictionary<string, string?> Texts(JsonElement map) =>
        new(map.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()));
}
