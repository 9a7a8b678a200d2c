using System.Diagnostics;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;
using Xunit;

namespace Lakehouse.Engine.Tests;

public sealed class DataFileRelationTests : IDisposable
{
    private const string Null = "__HIVE_DEFAULT_PARTITION__";

    private static readonly StructType Schema = new(
    [
        new("p", PrimitiveType.String), new("n", PrimitiveType.Long), new("d", PrimitiveType.Date), new("t", PrimitiveType.String),
    ]);

    private static readonly string[] Partitions = ["p", "d"];

    private readonly TestLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task No_files_give_no_rows_of_the_right_types()
    {
        var relation = DuckDbEngine.Relation([], Schema, Partitions, "file");
        Assert.Empty(await _lake.RowsAsync($"from {relation}"));
        var described = await _lake.DescribeAsync($"from {relation}");
        Assert.Equal(
            ["p string", "n long", "d date", "t string", "file string"],
            described.Fields.Select(field => $"{field.Name} {field.Type.Name}"));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with space, comma; and 'quotes' \"double\"")]
    [InlineData("a/b\\c=d&e?f#g%h%20i+j")]
    [InlineData("%")]
    [InlineData("100%25")]
    [InlineData("日本語 😀 é")]
    [InlineData("[a-z]*?{x}")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("line\nbreak\tand\0nul")]
    [InlineData(" leading and trailing ")]
    [InlineData(Null)]
    [InlineData("NULL")]
    [InlineData(null)]
    public async Task A_partition_value_comes_back_as_it_was_staged(string? value)
    {
        var text = value is null ? "null::varchar" : DuckDb.SqlLiteral.Of(value);
        var select = $"select {text} as p, i as n, date '2026-01-01' + i::int as d, 't' || i as t from range(3) r(i)";
        var staged = await _lake.StageAsync(select, Partitions);
        Assert.Equal(3, staged.Count);
        Assert.All(staged, file => Assert.Equal(value, file.PartitionValues["p"]));
        var relation = DuckDbEngine.Relation(_lake.Located(staged), Schema, Partitions);
        Assert.Equal(await _lake.RowsAsync($"{select} order by n"), await _lake.RowsAsync($"from {relation} order by n"));
        Assert.Equal(1, await _lake.ScalarAsync<long>($"select count(*) from {relation} where d = date '2026-01-02'"));
        Assert.Equal(3, await _lake.ScalarAsync<long>($"select count(*) from {relation} where p is not distinct from {text}"));
    }

    [Fact]
    public async Task An_empty_text_is_null_in_a_partition_column()
    {
        var staged = await _lake.StageAsync("select '' as p, 1 as n", "p");
        Assert.Null(Assert.Single(staged).PartitionValues["p"]);
    }

    [Fact]
    public async Task The_log_is_right_where_the_directories_say_something_else()
    {
        var staged = await _lake.StageAsync("select 'x' as p, 1::bigint as n, date '2026-01-01' as d, 't' as t", Partitions);
        var location = Assert.Single(_lake.Located(staged)).Location;
        foreach (var (p, d, expected) in new (string?, string?, string)[]
        {
            ("other", "2026-02-02", "other|1|2026-02-02|t"), (null, "", "NULL|1|NULL|t"), (Null, null, Null + "|1|NULL|t"),
            ("x", "2026-02-02", "x|1|2026-02-02|t"), ("it's", "2026-01-01", "it's|1|2026-01-01|t"),
        })
        {
            var file = new DataFile(location, new Dictionary<string, string?> { ["p"] = p, ["d"] = d });
            Assert.Equal([expected], await _lake.RowsAsync($"from {DuckDbEngine.Relation([file], Schema, Partitions)}"));
        }
    }

    [Fact]
    public async Task Files_that_lie_flat_take_their_values_from_the_log()
    {
        var staged = await _lake.StageAsync("select 1::bigint as n, 't' as t");
        var location = Assert.Single(_lake.Located(staged)).Location;
        var files = Enumerable.Range(0, 2).Select(i => new DataFile(
            location[..^8] + (i == 0 ? ".parquet" : "x.parquet"),
            new Dictionary<string, string?> { ["p"] = $"v{i}", ["d"] = $"2026-01-0{i + 1}" })).ToList();
        File.Copy(files[0].Location, files[1].Location);
        Assert.Equal(
            ["v0|1|2026-01-01|t", "v1|1|2026-01-02|t"],
            await _lake.RowsAsync($"from {DuckDbEngine.Relation(files, Schema, Partitions)} order by p"));
    }

    [Fact]
    public async Task A_storage_root_that_looks_like_a_partition_misleads_nobody()
    {
        using var lake = new TestLake("p=wrong/d=1999-01-01/env=prod [1] 'x'*");
        var staged = await lake.StageAsync("select 'x' as p, 1::bigint as n, date '2026-01-01' as d, 't' as t", Partitions);
        Assert.Equal(
            ["x|1|2026-01-01|t"],
            await lake.RowsAsync($"from {DuckDbEngine.Relation(lake.Located(staged), Schema, Partitions)}"));
        var flat = await lake.StageAsync("select 7::bigint as n, 'f' as t");
        var schema = new StructType([new("n", PrimitiveType.Long), new("p", PrimitiveType.String)]);
        Assert.Equal(["7|NULL"], await lake.RowsAsync($"from {DuckDbEngine.Relation(lake.Located(flat), schema, [])}"));
    }

    [Fact]
    public async Task A_column_that_a_file_lacks_is_null_and_a_narrow_one_is_widened()
    {
        var old = await _lake.StageAsync("select 1::integer as n, {'a': 1} as s, [{'k': 'x'}] as l");
        var current = await _lake.StageAsync(
            "select 2::bigint as n, {'a': 2, 'b': 'new'} as s, [{'k': 'y', 'v': true}] as l, 1.5::decimal(9, 2) as amount");
        var schema = await _lake.DescribeAsync(
            "select 2::bigint as n, 1.5::decimal(9, 2) as amount, {'a': 2, 'b': 'new'} as s, [{'k': 'y', 'v': true}] as l");
        var both = DuckDbEngine.Relation([.. _lake.Located(old), .. _lake.Located(current)], schema, []);
        Assert.Equal(
            ["1|NULL|{'a': 1, 'b': NULL}|[{'k': x, 'v': NULL}]", "2|1.50|{'a': 2, 'b': new}|[{'k': y, 'v': true}]"],
            await _lake.RowsAsync($"from {both} order by n"));
        Assert.Equal(
            ["1|NULL|{'a': 1, 'b': NULL}|[{'k': x, 'v': NULL}]"],
            await _lake.RowsAsync($"from {DuckDbEngine.Relation(_lake.Located(old), schema, [])}"));
    }

    [Fact]
    public async Task Columns_may_have_any_name()
    {
        var select = """select 1::bigint as "a ""b"" 'c'", 'x' as "filename", 2 as "=", 'y' as "p=q", 'é' as "ü" """;
        var schema = await _lake.DescribeAsync(select);
        var staged = await _lake.StageAsync(select, "p=q", "ü");
        var relation = DuckDbEngine.Relation(_lake.Located(staged), schema, ["p=q", "ü"], "location");
        Assert.Equal(
            [$"1|x|2|y|é|{_lake.Located(staged)[0].Location}"], await _lake.RowsAsync($"from {relation}"));
    }

    [Fact]
    public async Task Columns_may_have_the_names_that_reading_uses()
    {
        const string Names = "file_row_number, filename, _file_location, location, p0";
        const string Select = "select 10 - i as file_row_number, 'n' || i as filename, 'l' as _file_location, 'o' as location, 7 as p0, 'x' as p from range(2) t(i)";
        var schema = await _lake.DescribeAsync(Select);
        var staged = await _lake.StageAsync(Select, "p");
        var flat = _lake.Located(staged).Select(file => file with { PartitionValues = new Dictionary<string, string?> { ["p"] = "other" } });
        var relation = DataFileRelation.Of([.. flat], schema, ["p"], "place", "position");
        Assert.Equal(
            ["10|n0|l|o|7|other|0", "9|n1|l|o|7|other|1"],
            await _lake.RowsAsync($"select {Names}, p, position from {relation} where place like '%.parquet' order by position"));
    }

    [Fact]
    public async Task A_filter_on_a_partition_column_reads_only_the_files_of_the_partition()
    {
        var staged = await _lake.StageAsync(
            "select 'p' || i % 4 as p, i as n, date '2026-01-01' + (i % 50)::int as d, 't' as t from range(1000) r(i)", Partitions);
        var relation = DuckDbEngine.Relation(_lake.Located(staged), Schema, Partitions);
        var plan = await _lake.Engine.QueryAsync(
            $"explain analyze select sum(n) from {relation} where d = date '2026-01-03'", reader => reader.GetString(1), default);
        Assert.Contains($"Total Files Read: {staged.Count(file => file.PartitionValues["d"] == "2026-01-03")}", plan[0]);
    }

    [Theory]
    [InlineData("timestamptz '2026-01-01 10:00:00.5+00'", "2026-01-01 10:00:00.5")]
    [InlineData("timestamptz '2026-01-01 10:00:00+02'", "2026-01-01 08:00:00")]
    [InlineData("timestamp '2026-01-01 10:00:00.123456'", "2026-01-01 10:00:00.123456")]
    [InlineData("1.50::decimal(9, 2)", "1.50")]
    [InlineData("-0.05::decimal(38, 20)", "-0.05000000000000000000")]
    [InlineData("true", "true")]
    [InlineData("(-128)::tinyint", "-128")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("1.5e300::double", "1.5e+300")]
    [InlineData("date '0001-01-01'", "0001-01-01")]
    public async Task A_partition_value_of_any_type_is_encoded_for_the_log(string value, string expected)
    {
        var select = $"select {value} as p, 1 as n";
        var schema = await _lake.DescribeAsync(select);
        var staged = await _lake.StageAsync(select, "p");
        Assert.Equal(expected, Assert.Single(staged).PartitionValues["p"]);
        Assert.NotNull(PartitionValue.Decode(schema.Fields[0].Type, expected));
        Assert.Equal(
            await _lake.RowsAsync(select),
            await _lake.RowsAsync($"from {DuckDbEngine.Relation(_lake.Located(staged), schema, ["p"])}"));
    }

    [Fact]
    public async Task Fifty_thousand_files_are_named_in_one_relation()
    {
        var staged = await _lake.StageAsync("select 'x' as p, 1::bigint as n, date '2026-01-01' as d, 't' as t", Partitions);
        var file = Assert.Single(_lake.Located(staged));
        var files = Enumerable.Repeat(file, 50_000).ToList();
        var watch = Stopwatch.StartNew();
        Assert.Equal(
            50_000, await _lake.ScalarAsync<long>($"select count(*) from {DuckDbEngine.Relation(files, Schema, Partitions)}"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }
}
