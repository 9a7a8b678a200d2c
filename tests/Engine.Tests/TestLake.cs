using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.Storage;

namespace Lakehouse.Engine.Tests;

/// <summary>An engine over an empty storage in a temporary folder.</summary>
internal sealed class TestLake : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal TestLake(string root = "lake")
    {
        Storage = new LocalStorage(_folder.At(root), Guid.NewGuid);
        Engine = new DuckDbEngine(Storage, new DuckDbEngineOptions(_folder.At("spill")) { Threads = 2 });
    }

    internal LocalStorage Storage { get; }

    internal DuckDbEngineOptions Options(string spill) => new(_folder.At(spill));

    internal DuckDbEngine Engine { get; }

    public void Dispose()
    {
        Engine.Dispose();
        _folder.Dispose();
    }

    internal async Task<IReadOnlyList<StagedFile>> StageAsync(string select, params string[] partitionColumns)
    {
        var schema = await Engine.DescribeAsync(select, default);
        return await Engine.StageAsync(select, new StageTarget("t", schema, partitionColumns), default);
    }

    internal IReadOnlyList<DataFile> Located(IEnumerable<StagedFile> files) =>
        [.. files.Select(file => new DataFile(Storage.Locate($"t/{file.Path}"), file.PartitionValues))];

    internal Task<IReadOnlyList<string>> RowsAsync(string select) => Engine.QueryAsync(
        $"select (columns(*)::varchar) from ({select})",
        reader => string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : reader.GetString(i))),
        default);

    internal async Task<T?> ScalarAsync<T>(string select) =>
        (await Engine.QueryAsync(select, reader => reader.GetFieldValue<T?>(0), default))[0];

    internal Task<StructType> DescribeAsync(string select) => Engine.DescribeAsync(select, default);
}
