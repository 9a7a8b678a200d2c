using System.Text;
using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.TestKit.Storage;
using Xunit;
using static Lakehouse.Delta.Tests.Support.TestTable;

namespace Lakehouse.Delta.Tests.Checkpoints;

public sealed class CheckpointTests
{
    private const string Name = "00000000000000000010.checkpoint.parquet";

    private readonly TestTable _table = new();

    [Fact]
    public async Task Every_tenth_commit_writes_a_checkpoint_and_the_hint()
    {
        await AppendToAsync(_table, 21);
        Assert.Equal(
            ["00000000000000000010.checkpoint.parquet", "00000000000000000020.checkpoint.parquet", "_last_checkpoint"],
            LogNames().Where(name => !name.EndsWith(".json", StringComparison.Ordinal) && !name.EndsWith(".crc", StringComparison.Ordinal)));
        var hint = await _table.Storage.ReadAsync($"{TestTable.Path}/_delta_log/_last_checkpoint", default);
        Assert.Equal("""{"version":20,"size":23,"numOfAddFiles":20}""", Encoding.UTF8.GetString(hint!));
    }

    [Fact]
    public async Task A_checkpoint_alone_holds_the_whole_state()
    {
        var snapshot = Committed(await _table.CreateAsync(
            null, File("a b%/ü.parquet", null), File("gone"), new DomainMetadata("x", "{\"y\":1}")));
        snapshot = Committed(await _table.AppendAsync(
            snapshot, snapshot.Files.Single(file => file.Path == "gone").Remove(_table.Environment.Clock.GetUtcNow())));
        while (snapshot.Version < 10)
            snapshot = Committed(await _table.AppendAsync(
                snapshot,
                File($"f{snapshot.Version}") with { StatsJson = null, Tags = new Dictionary<string, string?> { ["t"] = null } },
                new SetTransaction($"app{snapshot.Version}", 1, snapshot.Version == 5 ? null : 2)));
        for (var version = 0; version < 10; version++) await _table.Storage.DeleteLogAsync($"{version:D20}.json");
        Assert.Equal(State.Describe(snapshot), State.Describe(await _table.Table.LoadAsync()));

        var rows = await RowsAsync(Name);
        Assert.All(rows, row => Assert.Single(row.EnumerateObject()));
        Assert.Equal(
            "a b%/ü.parquet",
            Uri.UnescapeDataString(rows.First(row => row.TryGetProperty("add", out _)).GetProperty("add").GetProperty("path").GetString()!));
        Assert.Equal("gone", Assert.Single(rows, row => row.TryGetProperty("remove", out _)).GetProperty("remove").GetProperty("path").GetString());
        Assert.All(rows, row => Assert.False(
            row.TryGetProperty("add", out var add) && add.GetProperty("dataChange").GetBoolean()));
    }

    [Fact]
    public async Task Old_tombstones_and_old_transactions_are_dropped()
    {
        var snapshot = Committed(await _table.CreateAsync(
            new() { ["delta.setTransactionRetentionDuration"] = "interval 1 day" }, File("old"), File("new")));
        var now = _table.Environment.Clock.GetUtcNow();
        snapshot = Committed(await _table.AppendAsync(
            snapshot,
            snapshot.Files.Single(file => file.Path == "old").Remove(now.AddDays(-7)),
            snapshot.Files.Single(file => file.Path == "new").Remove(now.AddDays(-6)),
            new SetTransaction("old", 1, now.AddDays(-2).ToUnixTimeMilliseconds()),
            new SetTransaction("new", 1, now.ToUnixTimeMilliseconds()),
            new SetTransaction("undated", 1)));
        while (snapshot.Version < 10)
            snapshot = Committed(await _table.AppendAsync(snapshot, File($"f{snapshot.Version}")));
        var rows = await RowsAsync(Name);
        Assert.Equal(["new"], rows.Where(row => row.TryGetProperty("remove", out _)).Select(row => row.GetProperty("remove").GetProperty("path").GetString()));
        Assert.Equal(["new", "undated"], rows.Where(row => row.TryGetProperty("txn", out _)).Select(row => row.GetProperty("txn").GetProperty("appId").GetString()));
    }

    [Fact]
    public async Task A_table_of_the_second_form_gets_checkpoints_of_that_form()
    {
        var snapshot = Committed(await _table.CreateAsync(
            new() { ["delta.checkpointPolicy"] = "v2" }, File("gone"), new DomainMetadata("x", "1")));
        Assert.Equal(["v2Checkpoint"], snapshot.Protocol.ReaderFeatures!);
        Assert.Contains("v2Checkpoint", snapshot.Protocol.WriterFeatures!);
        snapshot = Committed(await _table.AppendAsync(
            snapshot, snapshot.Files.Single().Remove(_table.Environment.Clock.GetUtcNow())));
        while (snapshot.Version < 10)
            snapshot = Committed(await _table.AppendAsync(snapshot, File($"f{snapshot.Version}"), new SetTransaction("t", snapshot.Version)));
        var name = Assert.Single(LogNames(), name => name.Contains(".checkpoint.", StringComparison.Ordinal));
        Assert.Matches("^0{18}10\\.checkpoint\\.[0-9a-f-]{36}\\.parquet$", name);
        var rows = await RowsAsync(name);
        Assert.Equal(10, Assert.Single(rows, row => row.TryGetProperty("checkpointMetadata", out _))
            .GetProperty("checkpointMetadata").GetProperty("version").GetInt64());
        Assert.Equal(9, rows.Count(row => row.TryGetProperty("add", out _)));
        for (var version = 0; version < 10; version++) await _table.Storage.DeleteLogAsync($"{version:D20}.json");
        Assert.Equal(State.Describe(snapshot), State.Describe(await _table.Table.LoadAsync()));
    }

    [Fact]
    public async Task A_file_that_was_added_again_has_no_tombstone()
    {
        var snapshot = Committed(await _table.CreateAsync(null, File("a")));
        var file = snapshot.Files.Single();
        snapshot = Committed(await _table.AppendAsync(snapshot, file.Remove(_table.Environment.Clock.GetUtcNow())));
        snapshot = Committed(await _table.AppendAsync(snapshot, file));
        while (snapshot.Version < 10)
            snapshot = Committed(await _table.AppendAsync(snapshot, File($"f{snapshot.Version}")));
        Assert.DoesNotContain(await RowsAsync(Name), row => row.TryGetProperty("remove", out _));
    }

    [Fact]
    public async Task A_checkpoint_in_parts_is_read_when_every_part_is_there()
    {
        var snapshot = await AppendToAsync(_table, 12);
        var lines = Encoding.UTF8.GetString(
            (await _table.Storage.ReadAsync($"{TestTable.Path}/_delta_log/{Name}", default))!).Split('\n');
        await PutPartAsync(1, lines[1..6]);
        await PutPartAsync(3, lines[9..^2]);
        await _table.Storage.DeleteLogAsync(Name);
        Assert.Equal(State.Describe(snapshot), State.Describe(await _table.Table.LoadAsync()));

        await PutPartAsync(2, lines[6..9]);
        for (var version = 0; version < 10; version++) await _table.Storage.DeleteLogAsync($"{version:D20}.json");
        Assert.Equal(State.Describe(snapshot), State.Describe(await _table.Table.LoadAsync()));

        Task PutPartAsync(int part, string[] rows) => _table.Storage.PutLogAsync(
            $"00000000000000000010.checkpoint.{part:D10}.0000000003.parquet",
            string.Join('\n', ["FAKE PARQUET", .. rows, "END"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not parquet")]
    [InlineData("FAKE PARQUET\n{\"add\":{\"path\":\"a\"}}\nEND")]
    [InlineData("FAKE PARQUET\n{\"add\":{\"path\":5,\"size\":1}}\nEND")]
    [InlineData("FAKE PARQUET\n{\"metaData\":{\"id\":\"m\",\"schemaString\":\"?\"}}\nEND")]
    [InlineData("FAKE PARQUET\n{\"protocol\":{\"minReaderVersion\":99999999999,\"minWriterVersion\":1}}\nEND")]
    public async Task A_broken_checkpoint_is_refused_with_its_file(string content)
    {
        await AppendToAsync(_table, 12);
        await _table.Storage.PutLogAsync(Name, content);
        var error = await Assert.ThrowsAsync<DeltaException>(() => _table.Table.LoadAsync());
        Assert.Equal(ErrorCodes.UnreadableCheckpoint, error.Code);
        Assert.EndsWith(Name, error.File, StringComparison.Ordinal);
        Assert.NotNull(error.InnerException);
    }

    [Theory]
    [InlineData("drops a row")]
    [InlineData("changes a size")]
    [InlineData("loses statistics")]
    [InlineData("fails")]
    [InlineData("tears the file")]
    public async Task A_checkpoint_that_was_not_written_well_is_not_published(string fault)
    {
        var table = new TestTable(parquet: storage => new LyingParquetFiles(storage, fault));
        var snapshot = await AppendToAsync(table, 9);
        var committed = Assert.IsType<Committed>(await table.AppendAsync(snapshot, File("last")));
        Assert.NotNull(committed.CheckpointFailure);
        Assert.Equal(10, (await table.Table.LoadAsync()).Version);
        Assert.DoesNotContain(((InMemoryStorage)table.Storage).Paths, path => path.Contains("checkpoint"));
    }

    [Fact]
    public async Task A_checkpoint_that_another_writer_published_first_is_kept()
    {
        var snapshot = await AppendToAsync(_table, 9);
        await _table.Storage.PutLogAsync(Name, "theirs");
        Assert.Null(Assert.IsType<Committed>(await _table.AppendAsync(snapshot, File("last"))).CheckpointFailure);
        Assert.Equal(
            "theirs", Encoding.UTF8.GetString((await _table.Storage.ReadAsync($"{TestTable.Path}/_delta_log/{Name}", default))!));
        Assert.DoesNotContain(LogNames(), name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    private static async Task<Snapshot> AppendToAsync(TestTable table, long version)
    {
        var snapshot = Committed(await table.CreateAsync());
        while (snapshot.Version < version)
            snapshot = Committed(await table.AppendAsync(
                snapshot, File($"f{snapshot.Version}"), new SetTransaction("t", snapshot.Version)));
        return snapshot;
    }

    private IEnumerable<string> LogNames() =>
        ((InMemoryStorage)_table.Storage).Paths.Select(path => path.Split('/')[^1]);

    private async Task<List<JsonElement>> RowsAsync(string name)
    {
        var content = await _table.Storage.ReadAsync($"{TestTable.Path}/_delta_log/{name}", default);
        return [.. Encoding.UTF8.GetString(content!).Split('\n')[1..^2].Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>A writer of Parquet that does not write what it was given.</summary>
    private sealed class LyingParquetFiles(IStorage storage, string fault) : IParquetFiles
    {
        private readonly JsonParquetFiles _honest = new(storage);

        public IAsyncEnumerable<IRowBatch> ReadAsync(
            string path, IReadOnlyList<LogColumn> columns, CancellationToken cancellationToken) =>
            _honest.ReadAsync(path, columns, cancellationToken);

        public async Task WriteAsync(
            string path,
            StructType schema,
            IAsyncEnumerable<ReadOnlyMemory<byte>> rowsAsJson,
            CancellationToken cancellationToken)
        {
            if (fault == "fails") throw new IOException("the disk is full");
            await _honest.WriteAsync(path, schema, rowsAsJson, cancellationToken);
            var content = Encoding.UTF8.GetString((await storage.ReadAsync(path, cancellationToken))!);
            content = fault switch
            {
                "drops a row" => content.Remove(content.LastIndexOf("{\"add\"", StringComparison.Ordinal)) + "END\n",
                "changes a size" => content.Replace("\"size\":100", "\"size\":101"),
                "loses statistics" => content.Replace("\"stats\":", "\"staats\":"),
                _ => content[..^10],
            };
            await storage.PutAsync(path, Encoding.UTF8.GetBytes(content), cancellationToken);
        }
    }
}
