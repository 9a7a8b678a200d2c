using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Tests.Support;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Checkpoints;

public sealed class VersionChecksumTests
{
    private readonly TestTable _table = new();

    [Fact]
    public async Task Every_commit_leaves_the_totals_of_its_version()
    {
        var snapshot = Committed(await _table.CreateAsync(null, File("a", sizeBytes: 7), File("b", sizeBytes: 5), new DomainMetadata("d", "{\"x\":1}")));
        snapshot = Committed(await _table.AppendAsync(snapshot, snapshot.Files.Single(file => file.Path == "a").Remove(DateTimeOffset.UnixEpoch)));
        var first = await ReadAsync(0);
        Assert.Equal((12, 2), (first.GetProperty("tableSizeBytes").GetInt64(), first.GetProperty("numFiles").GetInt64()));
        var second = await ReadAsync(1);
        Assert.Equal((5, 1), (second.GetProperty("tableSizeBytes").GetInt64(), second.GetProperty("numFiles").GetInt64()));
        Assert.Equal(1, second.GetProperty("numMetadata").GetInt64());
        Assert.Equal(1, second.GetProperty("numProtocol").GetInt64());
        Assert.Equal(snapshot.Timestamp.ToUnixTimeMilliseconds(), second.GetProperty("inCommitTimestampOpt").GetInt64());
        Assert.Equal("{\"x\":1}", second.GetProperty("domainMetadata")[0].GetProperty("configuration").GetString());
        Assert.Equal(7, second.GetProperty("protocol").GetProperty("minWriterVersion").GetInt32());
        Assert.Equal(snapshot.Metadata.Id, second.GetProperty("metadata").GetProperty("id").GetString());
        Assert.Equal("parquet", second.GetProperty("metadata").GetProperty("format").GetProperty("provider").GetString());

        var commit = (await _table.Storage.ReadAsync($"{TestTable.Path}/_delta_log/{1:D20}.json", default))!;
        var info = JsonDocument.Parse(commit.AsMemory()[..commit.AsSpan().IndexOf((byte)'\n')]).RootElement.GetProperty("commitInfo");
        Assert.Equal(info.GetProperty("txnId").GetString(), second.GetProperty("txnId").GetString());
    }

    private async Task<JsonElement> ReadAsync(long version) => JsonDocument.Parse(
        (await _table.Storage.ReadAsync($"{TestTable.Path}/_delta_log/{version:D20}.crc", default))!).RootElement;
}
