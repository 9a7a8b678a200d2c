using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Statistics;
using Xunit;

namespace Lakehouse.Delta.Tests.Statistics;

public sealed class FileStatisticsTests
{
    private static readonly IReadOnlySet<string> NoPartitions = new HashSet<string>();

    [Fact]
    public void Statistics_have_the_shape_of_the_schema()
    {
        var schema = new StructType(
        [
            new StructField("id", PrimitiveType.Long),
            new StructField("day", PrimitiveType.Date),
            new StructField("p", new StructType(
            [
                new StructField("amount", new DecimalType(38, 9)),
                new StructField("q", new StructType([new StructField("flag", PrimitiveType.Boolean)])),
            ])),
            new StructField("tags", new ArrayType(PrimitiveType.String)),
            new StructField("unknown", PrimitiveType.Long),
        ]);
        var json = FileStatistics.ToJson(schema, new HashSet<string> { "day" }, 3,
        [
            new ColumnStatistics(["id"], "-1", "9007199254740993", 0),
            new ColumnStatistics(["day"], "2026-01-01", "2026-01-01", 0),
            new ColumnStatistics(["p", "amount"], "0.000000001", "12345678901234567890123456789.123456789", 1),
            new ColumnStatistics(["p", "q", "flag"], "0", "1", 2),
            new ColumnStatistics(["tags", "list", "element"], "a", "b", 0),
        ]);
        Assert.Equal(
            """{"numRecords":3,"minValues":{"id":-1,"p":{"amount":0.000000001}},"maxValues":{"id":9007199254740993,"p":{"amount":12345678901234567890123456789.123456789}},"nullCount":{"id":0,"p":{"amount":1,"q":{"flag":2}}}}""",
            json);
        Assert.Equal(3, FileStatistics.ReadNumRecords(json));
    }

    [Theory]
    [InlineData("date", "2026-01-01", "\"2026-01-01\"")]
    [InlineData("date", "20260-01-01", null)]
    [InlineData("date", "infinity", null)]
    [InlineData("timestamp", "2026-01-01 00:00:00.123999+00", "\"2026-01-01T00:00:00.123Z\"")]
    [InlineData("timestamp", "2026-01-01 00:00:00+00", "\"2026-01-01T00:00:00.000Z\"")]
    [InlineData("timestamp", "2026-01-01 00:00:00.1+00", "\"2026-01-01T00:00:00.100Z\"")]
    [InlineData("timestamp", "2026-01-01 00:00:00.1+02", null)]
    [InlineData("timestamp", "2026-01-01 00:00:00.1", null)]
    [InlineData("timestamp_ntz", "1969-12-31 23:59:59.999999", "\"1969-12-31T23:59:59.999\"")]
    [InlineData("double", "1e+20", "1e+20")]
    [InlineData("double", "-0.0", "-0.0")]
    [InlineData("double", "nan", null)]
    [InlineData("double", "inf", null)]
    [InlineData("double", "-inf", null)]
    [InlineData("float", "0.1", "0.1")]
    [InlineData("byte", "-128", "-128")]
    [InlineData("boolean", "1", null)]
    [InlineData("binary", "abc", null)]
    [InlineData("string", "a\"\n\u0001b", "\"a\\\"\\n\\u0001b\"")]
    [InlineData("string", "", "\"\"")]
    public void Bounds_are_written_in_the_form_of_their_type_or_left_out(string type, string text, string? expected)
    {
        var primitive = PrimitiveType.All.Single(known => known.Name == type);
        var json = FileStatistics.ToJson(
            new StructType([new StructField("c", primitive)]), NoPartitions, 1,
            [new ColumnStatistics(["c"], text, text, null)]);
        var values = expected is null ? "{}" : $"{{\"c\":{expected}}}";
        Assert.Equal($"{{\"numRecords\":1,\"minValues\":{values},\"maxValues\":{values},\"nullCount\":{{}}}}", json);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    [InlineData(32, 32)]
    [InlineData(-1, 40)]
    public void Only_the_first_leaf_columns_are_described(int indexed, int described)
    {
        var names = Enumerable.Range(0, 40).Select(i => $"c{i}").ToList();
        var schema = new StructType([new StructField("s", new StructType(
            [.. names.Select(name => new StructField(name, PrimitiveType.Long))]))]);
        var json = FileStatistics.ToJson(
            schema, NoPartitions, 1, names.Select(name => new ColumnStatistics(["s", name], "1", "1", 0)), new IndexedColumns(indexed));
        Assert.Equal(described, json.Split("\"nullCount\"")[1].Split("\"c").Length - 1);
    }

    // 32 characters, then what is cut off.
    [Theory]
    [InlineData("", "", "")]
    [InlineData("x", "", "\u007f")]
    [InlineData("\u007e", "", "\u007f")]
    [InlineData("\u007f", "", "\U0010FFFF")]
    [InlineData("é", "", "\U0010FFFF")]
    [InlineData("\U0010FFFFa", "", "\U0010FFFF\u007f")]
    [InlineData("\U0010FFFFé", "", "\U0010FFFF\U0010FFFF")]
    [InlineData("\U0010FFFF", "", "\U0010FFFF")]
    public void Long_strings_are_cut_and_the_greater_bound_gets_a_tie_breaker(string rest, string min, string max)
    {
        var prefix = new string('a', 32);
        Assert.Equal(prefix + min, StringBound.Min(prefix + rest));
        Assert.Equal(prefix + max, StringBound.Max(prefix + rest));
    }

    [Fact]
    public void A_surrogate_pair_is_not_cut_in_half()
    {
        var prefix = new string('a', 31);
        Assert.Equal(prefix, StringBound.Min(prefix + "😀b"));
        Assert.Equal(prefix + "\U0010FFFF", StringBound.Max(prefix + "😀b"));
    }

    [Fact]
    public void A_string_of_greatest_characters_has_no_upper_bound() =>
        Assert.Null(StringBound.Max(string.Concat(Enumerable.Repeat("\U0010FFFF", 200))));

    [Fact]
    public void Bounds_of_strings_never_exclude_the_string()
    {
        var character = Gen.Elements("a", "é", "\u007f", "\u007e", "\uffff", "😀", "\U0010FFFF", "\0");
        var text = Gen.Choose(28, 90).SelectMany(length => character.ListOf(length)).Select(string.Concat);
        Prop.ForAll(text.ToArbitrary(), value =>
        {
            Assert.True(CompareUtf8(StringBound.Min(value), value) <= 0);
            var max = StringBound.Max(value);
            Assert.True(max is null || CompareUtf8(max, value) >= 0);
            Assert.True(max is null || max.Length <= 2 * 32 + 4);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"numRecords\":\"5\"}")]
    [InlineData("{\"numRecords\":5")]
    public void Statistics_that_do_not_tell_the_rows_tell_nothing(string? json) =>
        Assert.Null(FileStatistics.ReadNumRecords(json));

    private static int CompareUtf8(string one, string other) =>
        Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));
}
