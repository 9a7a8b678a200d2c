using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Storage;
using Xunit;

namespace Lakehouse.Engine.Tests;

public sealed class DuckDbEngineTests : IDisposable
{
    private static readonly StructType Schema = new(
    [
        new("id", PrimitiveType.Long), new("region", PrimitiveType.String), new("day", PrimitiveType.Date),
        new("amount", new DecimalType(38, 9)), new("ratio", PrimitiveType.Double), new("at", PrimitiveType.Timestamp),
        new("flag", PrimitiveType.Boolean),
        new("p", new StructType([new("x.y \"q\"", PrimitiveType.String), new("n", PrimitiveType.Integer)])),
        new("l", new ArrayType(PrimitiveType.Long)), new("m", new MapType(PrimitiveType.String, PrimitiveType.Long)),
    ]);

    private const string Rows = """
        select i as id,
            ['a', 'A/A b%c:d#e&f+g=h?i', null, 'å😀', '__HIVE_DEFAULT_PARTITION__', 'it''s "q"', 'x\y*[z]'][1 + i % 7] as region,
            date '2024-02-28' + (i % 3)::int as "day",
            case when i % 5 > 0 then (i * 1000000007 / 3)::decimal(38,9) - 12345 end as amount,
            case when i % 3 > 0 then i / 8 end as ratio,
            timestamptz '1969-12-31 23:59:59.123456+00' + to_microseconds(i * 7919) as "at",
            i % 2 = 0 as flag,
            case when i % 4 > 0 then {'x.y "q"': 'text ' || repeat('é', (i % 50)::int), 'n': (i - 500)::int} end as p,
            case when i % 6 > 0 then range(i % 4) end as l,
            case when i % 6 > 1 then map {'k' || i: i} end as m
        from range(20000) t(i)
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly DuckDbEngine _engine;

    public DuckDbEngineTests() => _engine = new DuckDbEngine(
        new LocalStorage(_folder.At("root"), Guid.NewGuid), new DuckDbEngineOptions(_folder.At("spill")) { Threads = 2 });

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData()]
    [InlineData("region")]
    [InlineData("region", "day")]
    [InlineData("day")]
    public async Task What_was_staged_is_read_back_as_it_was(params string[] partitionColumns)
    {
        var files = await StageAsync(Rows, partitionColumns);
        Assert.Equal(20_000, files.Sum(file => file.Rows));
        var relation = DuckDbEngine.Relation(Read(files), Schema, partitionColumns);
        Assert.Equal([0L, 20_000L], await RowAsync(
            $"select (select count(*) from ({Rows} except all select * from {relation})), (select count(*) from {relation})"));
        Assert.Equal(
            await RowAsync($"select count(*), sum(id)::varchar from ({Rows}) where region = 'å😀' and \"day\" = '2024-02-29'"),
            await RowAsync($"select count(*), sum(id)::varchar from {relation} where region = 'å😀' and \"day\" = '2024-02-29'"));
    }

    [Fact]
    public async Task Statistics_are_those_that_plain_sql_computes()
    {
        foreach (var file in await StageAsync(Rows, "day"))
        {
            var path = $"{_folder.At("root/t")}/{file.Path}";
            Assert.Equal(new FileInfo(path).Length, file.SizeBytes);
            Assert.Equal([file.Rows], await RowAsync($"select count(*) from {Sql.Text(path)}"));
            foreach (var (column, sql) in new[]
            {
                ("id", "id"), ("region", "region"), ("amount", "amount"), ("ratio", "ratio"), ("at", "\"at\""),
                ("p/x.y \"q\"", "p.\"x.y \"\"q\"\"\""), ("p/n", "p.n"),
            })
            {
                var known = Assert.Single(file.Columns, c => string.Join('/', c.Path) == column);
                Assert.Equal(
                    await RowAsync($"select min({sql})::varchar, max({sql})::varchar, count(*) - count({sql}) from {Sql.Text(path)}"),
                    [known.Min, known.Max, known.NullCount]);
            }
        }
    }

    [Fact]
    public async Task A_column_with_nan_has_no_bounds()
    {
        var schema = new StructType([new("r", PrimitiveType.Double), new("f", PrimitiveType.Float)]);
        var files = await _engine.StageAsync(
            "select case when i % 2 = 0 then 'nan'::double else i end as r, i::float as f from range(10) t(i)",
            new StageTarget("t", schema, []), CancellationToken.None);
        Assert.All(files, file =>
        {
            var column = Assert.Single(file.Columns, c => c.Path[0] == "r");
            Assert.Null(column.Min);
            Assert.Null(column.Max);
            Assert.NotNull(Assert.Single(file.Columns, c => c.Path[0] == "f").Max);
        });
    }

    [Fact]
    public async Task Partition_values_are_those_of_the_log_and_an_empty_text_is_null()
    {
        var schema = new StructType(
        [
            new("i", PrimitiveType.Long), new("s", PrimitiveType.String), new("n", new DecimalType(5, 2)), new("b", PrimitiveType.Boolean),
        ]);
        var files = await _engine.StageAsync(
            "select 1::bigint as i, '' as s, 1.50::decimal(5,2) as n, true as b union all select 2, 'a b', null, null",
            new StageTarget("t", schema, ["s", "n", "b"]), CancellationToken.None);
        Assert.Equal(
            ["<null>|1.50|true", "a b|<null>|<null>"],
            files.Select(f => string.Join('|', new[] { "s", "n", "b" }.Select(c => f.PartitionValues[c] ?? "<null>"))).Order());
        var relation = DuckDbEngine.Relation(Read(files), schema, ["s", "n", "b"]);
        Assert.Equal([null, 1.5m, true], await RowAsync($"select s, n, b from {relation} where i = 1"));
        Assert.Equal(["a b", null, null], await RowAsync($"select s, n, b from {relation} where i = 2"));
    }

    [Theory]
    [InlineData()]
    [InlineData("day")]
    public async Task No_rows_make_no_file(params string[] partitionColumns)
    {
        Assert.Empty(await StageAsync($"select * from ({Rows}) where id < 0", partitionColumns));
        Assert.Empty(Directory.EnumerateFiles(_folder.At("root/t"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Files_of_other_stagings_stay_as_they_are()
    {
        var first = await StageAsync($"select * from ({Rows}) where id < 100", "day");
        var second = await StageAsync($"select * from ({Rows}) where id < 100", "day");
        Assert.Empty(first.Select(f => f.Path).Intersect(second.Select(f => f.Path)));
        Assert.Equal([200L], await RowAsync(
            $"select count(*) from {DuckDbEngine.Relation(Read([.. first, .. second]), Schema, ["day"])}"));
    }

    [Fact]
    public async Task A_query_that_fails_stages_nothing()
    {
        var exception = await Assert.ThrowsAsync<EngineException>(() => StageAsync(
            $"select * replace (case when id = 19999 then error('stop') else id end as id) from ({Rows})", "day"));
        Assert.Contains("stop", exception.EngineText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_staging_ends_soon()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _engine.StageAsync(
            "select a.range as id from range(100_000_000_000) a",
            new StageTarget("t", new StructType([new("id", PrimitiveType.Long)]), []), cancellation.Token)
            .WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Columns_that_a_file_lacks_are_null_and_those_it_has_too_many_are_left_out()
    {
        var old = await StageOtherAsync("select 1::int as id, {'a': 1::int} as s, 'gone' as old, date '2024-01-01' as \"day\"");
        var young = await StageOtherAsync("select {'b': 'x', 'a': 2::bigint} as s, 'new' as extra, 3::bigint as id, date '2024-01-02' as \"day\"");
        var schema = new StructType(
        [
            new("extra", PrimitiveType.String), new("id", PrimitiveType.Long), new("day", PrimitiveType.Date),
            new("s", new StructType([new("a", PrimitiveType.Long), new("b", PrimitiveType.String)])),
        ]);
        foreach (var files in new[] { Read([.. old, .. young]), Read([.. young, .. old]) })
        {
            var relation = DuckDbEngine.Relation(files, schema, ["day"]);
            Assert.Equal([null, 1L, new DateOnly(2024, 1, 1), 1L, null], await RowAsync($"select extra, id, \"day\", s.a, s.b from {relation} where id = 1"));
            Assert.Equal(["new", 3L, new DateOnly(2024, 1, 2), 2L, "x"], await RowAsync($"select extra, id, \"day\", s.a, s.b from {relation} where id = 3"));
        }

        async Task<IReadOnlyList<StagedFile>> StageOtherAsync(string select) => await _engine.StageAsync(
            select, new StageTarget("t", await _engine.DescribeAsync(select, CancellationToken.None), ["day"]), CancellationToken.None);
    }

    [Fact]
    public async Task The_log_is_right_where_a_directory_says_something_else()
    {
        var files = await StageAsync($"select * from ({Rows}) where id < 30", "day");
        var moved = Read(files).Select((file, i) => file with
        {
            PartitionValues = new Dictionary<string, string?> { ["day"] = i == 0 ? null : $"20{i + 30}-01-01" },
        }).ToList();
        var relation = DuckDbEngine.Relation(moved, Schema, ["day"]);
        Assert.Equal(
            [3L, new DateOnly(2031, 1, 1), new DateOnly(2032, 1, 1), 10L],
            await RowAsync($"select count(distinct coalesce(\"day\", '1900-01-01')), min(\"day\"), max(\"day\"), count(*) filter (\"day\" is null) from {relation}"));
        Assert.Equal([10L], await RowAsync($"select count(*) from {relation} where \"day\" = '2032-01-01'"));
    }

    [Fact]
    public async Task A_directory_above_the_table_that_looks_like_a_partition_is_none()
    {
        var schema = new StructType([new("id", PrimitiveType.Long), new("region", PrimitiveType.String), new("day", PrimitiveType.Date)]);
        var files = await _engine.StageAsync(
            "select 1::bigint as id, 'inside' as region, date '2024-01-01' as \"day\"",
            new StageTarget("region=outside/t", schema, ["day"]), CancellationToken.None);
        var relation = DuckDbEngine.Relation(Read(files, "region=outside/t"), schema, ["day"]);
        Assert.Equal([1L, "inside", new DateOnly(2024, 1, 1)], await RowAsync($"select * from {relation}"));
    }

    [Fact]
    public async Task No_files_give_no_rows_with_the_right_types()
    {
        var relation = DuckDbEngine.Relation([], Schema, ["day"], "file");
        var columns = (await _engine.DescribeAsync($"select * from {relation}", CancellationToken.None)).Fields;
        Assert.Equal([.. Schema.Fields.Select(f => f.Name), "file"], columns.Select(c => c.Name));
        Assert.Equal(
            Schema.Fields.Select(f => DuckDbTypes.ToSql(f.Type)), columns.SkipLast(1).Select(c => DuckDbTypes.ToSql(c.Type)));
        Assert.Equal([0L], await RowAsync($"select count(*) from {relation}"));
    }

    [Fact]
    public async Task The_location_of_each_row_is_told_when_asked_for()
    {
        foreach (string[] partitionColumns in new[] { Array.Empty<string>(), ["region", "day"] })
        {
            var files = await StageAsync($"select * from ({Rows}) where id < 100", partitionColumns);
            var relation = DuckDbEngine.Relation(Read(files), Schema, partitionColumns, "file");
            foreach (var file in Read(files))
            {
                Assert.Equal(
                    await RowAsync($"select count(*), sum(id)::varchar from {Sql.Text(file.Location)}"),
                    await RowAsync($"select count(*), sum(id)::varchar from {relation} where file = {Sql.Text(file.Location)}"));
            }
        }
    }

    [Fact]
    public async Task Thousands_of_files_are_read_at_once()
    {
        var files = await StageAsync("select * replace (date '2000-01-01' + id::int as \"day\") from (" + Rows + ") where id < 1500", "day");
        Assert.Equal(1500, files.Count);
        var many = Read(files);
        Assert.Equal([1500L], await RowAsync($"select count(*) from {DuckDbEngine.Relation(many, Schema, ["day"])}"));
        var odd = many.Select((f, i) => i == 7 ? f with { PartitionValues = new Dictionary<string, string?> { ["day"] = null } } : f).ToList();
        Assert.Equal([1L, 1500L], await RowAsync(
            $"select count(*) filter (\"day\" is null), count(*) from {DuckDbEngine.Relation(odd, Schema, ["day"])}"));
    }

    private Task<IReadOnlyList<StagedFile>> StageAsync(string select, params string[] partitionColumns) =>
        _engine.StageAsync(select, new StageTarget("t", Schema, partitionColumns), CancellationToken.None);

    private List<DataFile> Read(IReadOnlyList<StagedFile> files, string table = "t") =>
        [.. files.Select(f => new DataFile($"{_folder.At("root")}/{table}/{f.Path}", f.PartitionValues))];

    private async Task<object?[]> RowAsync(string sql) => Assert.Single(await _engine.QueryAsync(
        sql,
        reader => Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i)).ToArray(),
        CancellationToken.None));
}
