using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Parquet;
using Xunit;

namespace Lakehouse.Engine.Tests;

/// <summary>Variants of files that mark them as such, and of files that hold the two binary fields only.</summary>
public sealed class StoredVariantTests : IDisposable
{
    // {"a": 1} by Parquet's specification of variants.
    private const string Value = "02010000020C01";
    private const string Metadata = "0101000161";

    private const string Fields = $"{{value: unhex('{Value}'), metadata: unhex('{Metadata}')}}";

    private readonly TestLake _lake = new();
    private readonly DuckDbParquetFiles _parquet;
    private readonly DeltaTable _table;

    public StoredVariantTests()
    {
        _parquet = new DuckDbParquetFiles(_lake.Storage, _lake.Options("log"));
        _table = new DeltaTable(new DeltaEnvironment(_lake.Storage, _parquet, TimeProvider.System, Guid.NewGuid), "t");
    }

    [Theory]
    [InlineData("{'a': 1::tinyint}::variant")]
    [InlineData(Fields)]
    public async Task The_two_binary_fields_are_read(string variant)
    {
        await WriteAsync($"select {variant} as v from range(2) union all select null", """{"name":"v","type":"variant","nullable":true,"metadata":{}}""");
        Assert.Equal(
            [$"{Value}|{Metadata}", $"{Value}|{Metadata}", "NULL|NULL"],
            await _lake.RowsAsync($"select hex(v.value), hex(v.metadata) from {await RelationAsync()}"));
    }

    [Fact]
    public async Task They_are_read_inside_of_lists_and_structs()
    {
        await WriteAsync(
            $"select [{Fields}, null] as l, {{x: {Fields}}} as s",
            """
            {"name":"l","type":{"type":"array","elementType":"variant","containsNull":true},"nullable":true,"metadata":{}},
            {"name":"s","type":{"type":"struct","fields":[{"name":"x","type":"variant","nullable":true,"metadata":{}}]},"nullable":true,"metadata":{}}
            """);
        Assert.Equal(
            [$"{Value}|true|{Value}"],
            await _lake.RowsAsync($"select hex(l[1].value), len(l) = 2 and l[2] is null, hex(s.x.value) from {await RelationAsync()}"));
    }

    public void Dispose()
    {
        _parquet.Dispose();
        _lake.Dispose();
    }

    private async Task<string> RelationAsync() => await _lake.Engine.RelationAsync(_table, (await _table.LoadAsync()).Scan());

    private async Task WriteAsync(string select, string fields)
    {
        Directory.CreateDirectory(_lake.Storage.Locate("t/_delta_log"));
        await _lake.Engine.ExecuteAsync(
            $"copy ({select}) to {Sql.Text(_lake.Storage.Locate("t/f.parquet"))} (format parquet)", default);
        var schema = JsonSerializer.Serialize($$"""{"type":"struct","fields":[{{fields}}]}""");
        await File.WriteAllTextAsync(
            _lake.Storage.Locate("t/_delta_log/00000000000000000000.json"),
            $$$$"""
            {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["variantType"],"writerFeatures":["variantType"]}}
            {"metaData":{"id":"t","format":{"provider":"parquet","options":{}},"schemaString":{{{{schema}}}},"partitionColumns":[],"configuration":{}}}
            {"add":{"path":"f.parquet","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}
            """);
    }
}
