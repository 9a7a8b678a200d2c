using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Xunit;

namespace Lakehouse.Delta.Tests.Scans;

public sealed class ScanTests
{
    private static readonly StructType Nested = new([
        new StructField("id", PrimitiveType.Long),
        new StructField("day", PrimitiveType.Date),
        new StructField("name", PrimitiveType.String),
        new StructField("at", PrimitiveType.Timestamp),
        new StructField("local", PrimitiveType.TimestampNtz),
        new StructField("price", new DecimalType(38, 2)),
        new StructField("weight", PrimitiveType.Double),
        new StructField("on", PrimitiveType.Boolean),
        new StructField("inner", new StructType([new StructField("x", PrimitiveType.Integer)])),
    ]);

    private static readonly AddFile[] Files =
    [
        File("a", "2026-01-01", """{"numRecords":3,"minValues":{"id":1,"name":"ab","inner":{"x":1}},"maxValues":{"id":5,"name":"b","inner":{"x":4}},"nullCount":{"id":0,"name":1,"inner":{"x":0}}}"""),
        File("b", "2026-01-02", """{"numRecords":3,"minValues":{"id":9007199254740993},"maxValues":{"id":9007199254740993},"nullCount":{"id":1,"name":3,"inner":{"x":3}}}"""),
        File("c", null, null),
    ];

    [Fact]
    public void Without_a_condition_every_file_is_read() => Assert.Equal("a,b,c", Read(null));

    [Fact]
    public void Partition_values_leave_out_files()
    {
        Assert.Equal("a", Read(Predicate.Equal(["day"], new DateOnly(2026, 1, 1))));
        Assert.Equal("a,b", Read(Predicate.Less(["day"], new DateOnly(2026, 1, 3))));
        Assert.Equal("b", Read(Predicate.Greater(["day"], new DateOnly(2026, 1, 1))));
        Assert.Equal("c", Read(Predicate.IsNull(["day"])));
        Assert.Equal("a,b", Read(Predicate.IsNotNull(["day"])));
        Assert.Equal("", Read(Predicate.In(["day"], [])));
        Assert.Equal("b", Read(Predicate.In(["day"], [new DateOnly(2026, 1, 2), new DateOnly(2027, 1, 1)])));
    }

    [Fact]
    public void Statistics_leave_out_files()
    {
        Assert.Equal("a,c", Read(Predicate.Between(["id"], 5L, 7L)));
        Assert.Equal("c", Read(Predicate.Greater(["id"], 9007199254740993L)));
        Assert.Equal("b,c", Read(Predicate.Equal(["id"], 9007199254740993L)));
        Assert.Equal("c", Read(Predicate.Equal(["id"], 9007199254740992L)));
        Assert.Equal("a,c", Read(Predicate.IsNotNull(["name"])));
        Assert.Equal("b,c", Read(Predicate.IsNull(["id"])));
        Assert.Equal("a,c", Read(Predicate.Equal(["inner", "x"], 2L)));
        Assert.Equal("c", Read(Predicate.Equal(["inner", "x"], 7L)));
        Assert.Equal("a,b,c", Read(Predicate.IsNull(["inner"])));
    }

    [Fact]
    public void Conditions_are_combined()
    {
        var one = Predicate.Equal(["id"], 2L);
        Assert.Equal("c", Read(Predicate.And(one, Predicate.IsNull(["day"]))));
        Assert.Equal("a,b,c", Read(Predicate.Or(one, Predicate.Equal(["day"], new DateOnly(2026, 1, 2)))));
        Assert.Equal("a,b,c", Read(Predicate.And()));
        Assert.Equal("", Read(Predicate.Or()));
    }

    /// <summary>The greatest string was cut by delta-spark and got a tie breaker; order is that of code points.</summary>
    [Fact]
    public void Texts_are_ordered_by_their_code_points()
    {
        var stats = "{\"numRecords\":1,\"minValues\":{\"name\":\"\uFF5E\"},\"maxValues\":{\"name\":\"\U0001F600\"}}";
        Assert.True(MayMatch(stats, Predicate.Equal(["name"], "\U00010000")));
        Assert.False(MayMatch(stats, Predicate.Equal(["name"], "\U0001F601")));
        Assert.True(MayMatch(
            "{\"numRecords\":1,\"maxValues\":{\"name\":\"aaa\u007F\"}}", Predicate.Equal(["name"], "aaaz")));
    }

    /// <summary>Writers cut to milliseconds, so the last row may be later than the bound by less than one.</summary>
    [Theory]
    [InlineData("at", "2026-01-01T00:00:00.001Z", "2026-01-01T00:00:00.001999Z", true)]
    [InlineData("at", "2026-01-01T00:00:00.001Z", "2026-01-01T00:00:00.0021Z", false)]
    [InlineData("at", "2026-01-01T01:00:00.001+01:00", "2026-01-01T00:00:00.0021Z", false)]
    [InlineData("at", "2026-01-01T00:00:00.001", "2026-01-01T12:00:00Z", true)]
    [InlineData("at", "+12026-01-01T00:00:00Z", "2026-01-01T12:00:00Z", true)]
    public void Timestamps_are_cut(string column, string max, string value, bool expected)
    {
        var stats = $$$"""{"numRecords":1,"maxValues":{"{{{column}}}":"{{{max}}}"}}""";
        Assert.Equal(expected, MayMatch(stats, Predicate.Equal([column], DateTimeOffset.Parse(value))));
    }

    [Fact]
    public void Local_timestamps_are_cut_too()
    {
        var stats = """{"numRecords":1,"maxValues":{"local":"2026-01-01T00:00:00.001"}}""";
        var bound = new DateTime(2026, 1, 1).AddMilliseconds(1);
        Assert.True(MayMatch(stats, Predicate.Equal(["local"], bound.AddTicks(9_990))));
        Assert.False(MayMatch(stats, Predicate.Equal(["local"], bound.AddTicks(10_010))));
    }

    [Fact]
    public void What_statistics_cannot_tell_is_read()
    {
        var digits = new string('9', 36);
        Assert.True(MayMatch($$"""{"maxValues":{"price":{{digits}}.99} }""", Predicate.Equal(["price"], 1m)));
        Assert.True(MayMatch("""{"maxValues":{"price":1e2} }""", Predicate.Equal(["price"], 5000m)));
        Assert.False(MayMatch("""{"maxValues":{"price":10.5} }""", Predicate.Greater(["price"], 10.5m)));
        // A NaN is greater than any number, and statistics do not say whether there is one.
        Assert.True(MayMatch("""{"maxValues":{"weight":1.5} }""", Predicate.Greater(["weight"], 2.5)));
        Assert.False(MayMatch("""{"maxValues":{"weight":1.5} }""", Predicate.Equal(["weight"], 2.5)));
        Assert.True(MayMatch("""{"maxValues":{"weight":1.5} }""", Predicate.Equal(["weight"], double.NaN)));
        Assert.True(MayMatch("""{"minValues":{"on":true} }""", Predicate.Equal(["on"], false)));
        Assert.True(MayMatch("""{"minValues":{"name":"\ud800"} }""", Predicate.Equal(["name"], "a")));
        Assert.True(MayMatch("""{"minValues":{"id":"x"},"maxValues":[],"nullCount":7}""", Predicate.Equal(["id"], 1L)));
        Assert.True(MayMatch("not statistics", Predicate.Equal(["id"], 1L)));
        Assert.True(MayMatch("[]", Predicate.Equal(["id"], 1L)));
    }

    [Fact]
    public void Columns_are_selected_by_name_and_unknown_ones_refused()
    {
        var snapshot = SnapshotOf(Nested, Files);
        Assert.Equal(["name", "id"], snapshot.Scan(["name", "id"]).Schema.Fields.Select(field => field.Name));
        Assert.Throws<ArgumentException>(() => snapshot.Scan(["nothing"]));
        Assert.Throws<ArgumentException>(() => snapshot.Scan(null, Predicate.Equal(["nothing"], 1L)));
        Assert.Throws<ArgumentException>(() => snapshot.Scan(null, Predicate.Equal(["inner", "y"], 1L)));
        Assert.Throws<ArgumentException>(() => snapshot.Scan(null, Predicate.Equal(["name"], 1L)));
    }

    [Fact]
    public void Mapped_columns_are_looked_up_by_their_physical_names()
    {
        var schema = new StructType([Mapped("id", "col-1", PrimitiveType.Long), Mapped("day", "col-2", PrimitiveType.String)]);
        var file = new AddFile
        {
            Path = "a",
            PartitionValues = new Dictionary<string, string?> { ["col-2"] = "mon" },
            SizeBytes = 1,
            ModificationTime = 1,
            StatsJson = """{"numRecords":1,"minValues":{"col-1":5},"maxValues":{"col-1":5}}""",
        };
        var snapshot = SnapshotOf(schema, [file], new Protocol(2, 5), ("delta.columnMapping.mode", "name"));
        Assert.Equal(ColumnMappingMode.Name, snapshot.ColumnMapping);
        Assert.Equal("mon", Assert.Single(snapshot.Scan().Files).PartitionValues["day"]);
        Assert.Empty(snapshot.Scan(null, Predicate.Equal(["id"], 6L)).Files);
        Assert.Empty(snapshot.Scan(null, Predicate.Equal(["day"], "tue")).Files);
        Assert.Single(snapshot.Scan(null, Predicate.And(Predicate.Equal(["id"], 5L), Predicate.Equal(["day"], "mon"))).Files);
    }

    private static bool MayMatch(string stats, Predicate predicate) =>
        SnapshotOf(Nested, [File("a", null, stats)]).Scan(null, predicate).Files.Count == 1;

    private static string Read(Predicate? predicate) => string.Join(
        ",", SnapshotOf(Nested, Files).Scan(null, predicate).Files.Select(file => file.File.Path));

    private static StructField Mapped(string name, string physical, DataType type) => new(name, type)
    {
        Metadata = new Dictionary<string, string> { ["delta.columnMapping.physicalName"] = $"\"{physical}\"" },
    };

    private static AddFile File(string path, string? day, string? stats) => new()
    {
        Path = path,
        PartitionValues = new Dictionary<string, string?> { ["day"] = day },
        SizeBytes = 1,
        ModificationTime = 1,
        StatsJson = stats,
    };

    private static Snapshot SnapshotOf(
        StructType schema, AddFile[] files, Protocol? protocol = null, params (string Name, string Value)[] properties) =>
        Snapshot.First("t", TableCommit.Of(0, [
            protocol ?? new Protocol(1, 2),
            new Metadata
            {
                Id = "m",
                Schema = schema,
                PartitionColumns = ["day"],
                Configuration = properties.ToDictionary(one => one.Name, one => one.Value),
            },
            .. files,
        ]));
}
