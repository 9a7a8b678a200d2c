using System.Runtime.CompilerServices;
using System.Text;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage;
using Lakehouse.Engine.Tests.DuckDb;
using Xunit;

namespace Lakehouse.Engine.Tests.Parquet;

public sealed class DuckDbParquetFilesTests : IDisposable
{
    private static readonly MapType Texts = new(PrimitiveType.String, PrimitiveType.String);

    private static readonly StructType Actions = new(
    [
        new("txn", new StructType(
            [new("appId", PrimitiveType.String), new("version", PrimitiveType.Long)])),
        new("add", new StructType(
        [
            new("path", PrimitiveType.String), new("partitionValues", Texts), new("size", PrimitiveType.Long),
            new("dataChange", PrimitiveType.Boolean), new("stats", PrimitiveType.String),
            new("deletionVector", new StructType(
                [new("storageType", PrimitiveType.String), new("offset", PrimitiveType.Integer)])),
        ])),
        new("protocol", new StructType(
            [new("minReaderVersion", PrimitiveType.Integer), new("readerFeatures", new ArrayType(PrimitiveType.String))])),
    ]);

    private readonly TemporaryFolder _folder = new();
    private readonly LocalStorage _storage;
    private readonly DuckDbParquetFiles _files;

    public DuckDbParquetFilesTests()
    {
        _storage = new LocalStorage(_folder.Path, Guid.NewGuid);
        _files = new DuckDbParquetFiles(_storage, new DuckDbEngineOptions(_folder.At("spill")));
    }

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Its_database_keeps_to_the_limits_that_it_is_given()
    {
        await WriteAsync(Actions, """{"txn":{"appId":"a","version":1}}""");
        using var limited = new DuckDbParquetFiles(_storage, new DuckDbEngineOptions(_folder.At("spill")) { MemoryLimit = "1KB" });
        var error = await Assert.ThrowsAsync<EngineException>(async () =>
        {
            await foreach (var _ in limited.ReadAsync("t/x.parquet", Columns("txn"), default))
            {
            }
        });
        Assert.Equal(ErrorCodes.OutOfMemory, error.Code);
    }

    [Fact]
    public async Task Rows_of_actions_come_back_as_they_were_written()
    {
        await WriteAsync(
            Actions,
            """{"txn":{"appId":"app","version":9223372036854775807}}""",
            """{"add":{"path":"a b/ü.parquet","partitionValues":{"d":"2026-01-01","n":null},"size":-9223372036854775808,"dataChange":true,"stats":"{\"numRecords\":1}"}}""",
            """{"protocol":{"minReaderVersion":3,"readerFeatures":["one",null,"a feature with a long name"]}}""",
            """{"add":{"path":"","partitionValues":{},"size":0,"dataChange":false,"deletionVector":{"storageType":"u","offset":1}},"unknown":[{"x":1}]}""",
            """{"txn":null}""");
        // Rows without a value may be left out.
        var rows = (await ReadAsync("txn", "add", "protocol")).SelectMany(batch => batch)
            .Where(row => row != """{"txn":null,"add":null,"protocol":null}""");
        Assert.Equal(
            [
                """{"txn":{"appId":"app","version":9223372036854775807},"add":null,"protocol":null}""",
                """{"txn":null,"add":{"path":"a b/ü.parquet","partitionValues":{"d":"2026-01-01","n":null},"size":-9223372036854775808,"dataChange":true,"stats":"{"numRecords":1}","deletionVector":null},"protocol":null}""",
                """{"txn":null,"add":null,"protocol":{"minReaderVersion":3,"readerFeatures":["one",null,"a feature with a long name"]}}""",
                """{"txn":null,"add":{"path":"","partitionValues":{},"size":0,"dataChange":false,"stats":null,"deletionVector":{"storageType":"u","offset":1}},"protocol":null}""",
            ],
            rows);
    }

    [Fact]
    public async Task A_written_file_reads_in_plain_sql_with_the_types_of_its_schema()
    {
        var schema = new StructType(
        [
            new("d", new DecimalType(38, 9)), new("day", PrimitiveType.Date), new("at", PrimitiveType.Timestamp),
            new("local", PrimitiveType.TimestampNtz), new("f", PrimitiveType.Double), new("s", PrimitiveType.Short),
            new("m", new MapType(PrimitiveType.String, new ArrayType(PrimitiveType.Long))),
        ]);
        await WriteAsync(
            schema,
            """{"d":12345678901234567890123456789.123456789,"day":"2024-02-29","at":"2026-01-01T00:00:00.123456+01:00","local":"1969-12-31T23:59:59","f":1e-3,"s":-32768,"m":{"a":[1,null],"b":null,"":[]}}""",
            "{}");
        using var database = new TestDatabase();
        database.Execute("set timezone = 'UTC'");
        var rows = database.Rows($"select columns(*)::varchar from '{_storage.Locate("t/x.parquet")}'");
        Assert.Equal(
            [
                "12345678901234567890123456789.123456789", "2024-02-29", "2025-12-31 23:00:00.123456+00",
                "1969-12-31 23:59:59", "0.001", "-32768", "{a=[1, NULL], b=NULL, ''=[]}",
            ],
            rows[0]);
        Assert.All(rows[1], Assert.Null);
        Assert.Equal(
            "DECIMAL(38,9),DATE,TIMESTAMP WITH TIME ZONE,TIMESTAMP,DOUBLE,SMALLINT,MAP(VARCHAR, BIGINT[])",
            database.Scalar(
                $"select string_agg(column_type, ',') from (describe from '{_storage.Locate("t/x.parquet")}')"));
    }

    [Fact]
    public async Task Many_rows_keep_their_order_and_come_in_batches()
    {
        const int Count = 300_000;
        await _files.WriteAsync("t/x.parquet", Actions, Rows(), default);
        var next = 0;
        var batches = 0;
        await foreach (var batch in _files.ReadAsync("t/x.parquet", Columns("add"), default))
        {
            batches++;
            var add = batch.Column("add")!;
            var (path, values, size) = (add.Field("path")!, add.Field("partitionValues")!, add.Field("size")!);
            for (var row = 0; row < batch.RowCount; row++, next++)
            {
                Assert.Equal(next, size.GetInt64(row));
                Assert.Equal($"a rather long path to file {next}", Encoding.UTF8.GetString(path.GetBytes(row)));
                var (start, count) = values.Range(row);
                Assert.Equal(next % 3, count);
                for (var i = 0; i < count; i++)
                {
                    Assert.Equal($"k{i}", Encoding.UTF8.GetString(values.Keys.GetBytes(start + i)));
                    Assert.Equal($"value {next} of {i}", Encoding.UTF8.GetString(values.Values.GetBytes(start + i)));
                }
            }
        }
        Assert.Equal(Count, next);
        Assert.True(batches > 10);

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Rows()
        {
            for (var i = 0; i < Count; i++)
            {
                if (i % 50_000 == 0)
                {
                    await Task.Yield();
                }
                var values = string.Join(',', Enumerable.Range(0, i % 3).Select(k => $"\"k{k}\":\"value {i} of {k}\""));
                yield return Encoding.UTF8.GetBytes(
                    $$$"""{"add":{"path":"a rather long path to file {{{i}}}","partitionValues":{{{{values}}}},"size":{{{i}}}}}""");
            }
        }
    }

    [Fact]
    public async Task Columns_that_the_file_lacks_are_left_out()
    {
        await WriteAsync(Actions, """{"txn":{"appId":"a","version":1}}""");
        await foreach (var batch in _files.ReadAsync("t/x.parquet", Columns("txn", "sidecar"), default))
        {
            Assert.NotNull(batch.Column("txn"));
            Assert.Null(batch.Column("sidecar"));
            Assert.Null(batch.Column("add"));
            Assert.Null(batch.Column("txn")!.Field("lastUpdated"));
        }
        Assert.Empty(await ReadAsync("sidecar"));
    }

    [Fact]
    public async Task Fields_without_values_and_those_that_another_tells_are_not_read()
    {
        var schema = new StructType([new("add", new StructType(
        [
            new("path", PrimitiveType.String), new("tags", Texts), new("stats", PrimitiveType.String),
            new("stats_parsed", new StructType([new("numRecords", PrimitiveType.Long)])),
            new("partitionValues_parsed", new StructType([new("day", PrimitiveType.Long)])),
        ]))]);
        LogColumn[] columns = [new("add", "path", ["path", "tags", "stats", "stats_parsed"]) { Fallback = ("stats_parsed", "stats") }];
        const string Full = """{"add":{"path":"a","tags":{},"stats":"{}","stats_parsed":{"numRecords":1},"partitionValues_parsed":{"day":1}}}""";
        const string Parsed = """{"add":{"path":"b","tags":{"k":"v"},"stats_parsed":{"numRecords":2}}}""";
        foreach (var (rows, wanted) in new[] { (new[] { Full }, "path,stats"), ([Full, Parsed], "path,tags,stats,stats_parsed") })
        {
            await _files.WriteAsync("t/x.parquet", schema, Each(rows), default);
            var read = new List<string?>();
            await foreach (var batch in _files.ReadAsync("t/x.parquet", columns, default))
            {
                var add = batch.Column("add")!;
                Assert.Equal(wanted, string.Join(',', schema.Fields.SelectMany(field => ((StructType)field.Type).Fields)
                    .Select(field => field.Name).Where(name => add.Field(name) is not null)));
                read.AddRange(Enumerable.Range(0, batch.RowCount).Select(row => Encoding.UTF8.GetString(add.Field("path")!.GetBytes(row))));
            }
            Assert.Equal(rows.Length, read.Count);
        }
    }

    [Fact]
    public async Task A_file_without_rows_is_a_file()
    {
        await WriteAsync(Actions);
        Assert.True(File.Exists(_storage.Locate("t/x.parquet")));
        Assert.Empty(await ReadAsync("add"));
    }

    [Theory]
    [InlineData("""{"txn":{"appId":"a","version":"1"}}""")]
    [InlineData("""{"txn":{"appId":"a","version":1.5}}""")]
    [InlineData("""{"txn":{"appId":"a","version":9223372036854775808}}""")]
    [InlineData("""{"txn":{"appId":1}}""")]
    [InlineData("""{"txn":{"appId":"\ud800"}}""")]
    [InlineData("""{"txn":{"appId":"a","appId":"b"}}""")]
    [InlineData("""{"txn":[]}""")]
    [InlineData("""{"protocol":{"minReaderVersion":2147483648}}""")]
    [InlineData("""{"add":{"partitionValues":{"a":1}}}""")]
    [InlineData("""{"txn":{}""")]
    [InlineData("""{"txn":{}} {}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_row_that_does_not_fit_ends_the_write_and_leaves_no_file(string row)
    {
        await Assert.ThrowsAsync<EngineException>(() => WriteAsync(Actions, """{"txn":{"appId":"a"}}""", row));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Text_that_is_not_utf8_ends_the_write()
    {
        byte[] row = [.. """{"txn":{"appId":"a"""u8, 0xC3, 0x28, .. "\"}}"u8];
        await Assert.ThrowsAsync<EngineException>(() => _files.WriteAsync("t/x.parquet", Actions, Once(row), default));
    }

    [Fact]
    public async Task The_source_of_rows_fails_with_its_own_exception_and_leaves_no_file()
    {
        var error = await Assert.ThrowsAsync<InvalidTimeZoneException>(
            () => _files.WriteAsync("t/x.parquet", Actions, Failing(), default));
        Assert.Equal("the source broke", error.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Failing()
        {
            for (var i = 0; i < 10_000; i++)
            {
                yield return "{}"u8.ToArray();
            }
            await Task.Yield();
            throw new InvalidTimeZoneException("the source broke");
        }
    }

    [Fact]
    public async Task A_cancelled_write_ends_soon_and_leaves_no_file()
    {
        using var cancellation = new CancellationTokenSource();
        var write = _files.WriteAsync("t/x.parquet", Actions, Endless(cancellation.Token), cancellation.Token);
        await Task.Delay(300);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Endless(
            [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            while (true)
            {
                await Task.Delay(1, cancellationToken);
                yield return "{}"u8.ToArray();
            }
        }
    }

    [Fact]
    public async Task A_missing_or_damaged_file_is_an_engine_exception()
    {
        await Assert.ThrowsAsync<EngineException>(() => ReadAsync("add"));
        _folder.Write("t/x.parquet", "PAR1 is not enough PAR1"u8);
        await Assert.ThrowsAsync<EngineException>(() => ReadAsync("add"));
        _folder.Write("t/x.parquet", []);
        await Assert.ThrowsAsync<EngineException>(() => ReadAsync("add"));
    }

    [Fact]
    public async Task A_file_cut_anywhere_is_refused()
    {
        await WriteAsync(Actions, """{"txn":{"appId":"a","version":1}}""");
        var whole = await File.ReadAllBytesAsync(_storage.Locate("t/x.parquet"));
        for (var length = 0; length < whole.Length; length += 7)
        {
            _folder.Write("t/x.parquet", whole.AsSpan(0, length));
            await Assert.ThrowsAsync<EngineException>(() => ReadAsync("txn"));
        }
    }

    [Fact]
    public async Task Many_callers_read_and_write_at_the_same_time()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            var path = $"t{i % 4}/[{i}]*?'.parquet";
            await _files.WriteAsync(
                path, Actions, Each([.. Enumerable.Range(0, 5000).Select(_ => $$$"""{"txn":{"appId":"a{{{i}}}","version":{{{i}}}}}""")]), default);
            var rows = 0;
            await foreach (var batch in _files.ReadAsync(path, Columns("txn"), default))
            {
                rows += batch.RowCount;
                Assert.Equal(i, batch.Column("txn")!.Field("version")!.GetInt64(batch.RowCount - 1));
            }
            Assert.Equal(5000, rows);
        }));
    }

    [Fact]
    public async Task Rare_values_are_found_wherever_they_stand()
    {
        const int Count = 300_000;
        const int Rare = 250_001;
        await _files.WriteAsync("t/x.parquet", Actions, Each([.. Enumerable.Range(0, Count).Select(i => i == Rare || i == Rare + 40_000
            ? $$$"""{"txn":{"appId":"a","version":{{{i}}}}}"""
            : $$$"""{"add":{"path":"{{{i}}}","size":{{{i}}}}}""")]), default);
        Assert.Equal(
            [
                """{"txn":{"appId":"a","version":250001},"add":null,"protocol":null}""",
                """{"txn":{"appId":"a","version":290001},"add":null,"protocol":null}""",
            ],
            (await ReadAsync("txn", "protocol")).SelectMany(batch => batch));
        var adds = 0L;
        await foreach (var batch in _files.ReadAsync("t/x.parquet", Columns("add"), default))
        {
            var add = batch.Column("add")!;
            adds += Enumerable.Range(0, batch.RowCount).Count(row => !add.Field("path")!.IsNull(row));
        }
        Assert.Equal(Count - 2, adds);
    }

    private static List<LogColumn> Columns(params string[] names) => [.. names.Select(name => new LogColumn(
        name,
        name switch
        {
            "txn" => "appId",
            "protocol" => "minReaderVersion",
            _ => "path",
        },
        Actions.Fields.Where(field => field.Name == name)
            .SelectMany(field => ((StructType)field.Type).Fields.Select(inner => inner.Name)).ToList()))];

    private Task WriteAsync(StructType schema, params string[] rows) =>
        _files.WriteAsync("t/x.parquet", schema, Each(rows), default);

    private async Task<List<string[]>> ReadAsync(params string[] columns)
    {
        var batches = new List<string[]>();
        await foreach (var batch in _files.ReadAsync("t/x.parquet", Columns(columns), default))
        {
            batches.Add([.. Enumerable.Range(0, batch.RowCount).Select(row => BatchText.Of(batch, Actions, row))]);
        }
        return batches;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Each(string[] rows)
    {
        await Task.CompletedTask;
        foreach (var row in rows)
        {
            yield return Encoding.UTF8.GetBytes(row);
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Once(byte[] row)
    {
        await Task.CompletedTask;
        yield return row;
    }
}
