using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Xunit;

namespace Lakehouse.Delta.Tests.Scans;

/// <summary>Statistics never exclude a file with a row that matches, whatever the rows and the condition.</summary>
public sealed class SkippingTests
{
    private static readonly string[] Texts =
        ["", "a", "ab", new('x', 40), new string('x', 40) + "y", "\uFF5E", "\U0001F600", new('\u007F', 35), "é"];

    /// <summary>A row: a whole number, a text, a real number and a time, each perhaps null.</summary>
    private sealed record Row(long? N, string? S, double? D, DateTimeOffset? T);

    private static readonly Gen<Row> Rows =
        from n in Gen.Choose(-3, 3)
        from s in Gen.Elements(Texts)
        from d in Gen.Elements(-1.5, 0.0, 0.1, 1e300, double.NaN, double.PositiveInfinity)
        from t in Gen.Choose(-2_500, 2_500)
        from nulls in Gen.Choose(0, 15)
        select new Row(
            (nulls & 1) == 0 ? n : null, (nulls & 2) == 0 ? s : null, (nulls & 4) == 0 ? d : null,
            (nulls & 8) == 0 ? DateTimeOffset.UnixEpoch.AddMicroseconds(t) : null);

    private static Gen<(Predicate Predicate, Func<Row, bool> Matches)> Conditions(int depth) =>
        depth == 0 ? Leaves() : Gen.OneOf(
            Leaves(),
            from left in Conditions(depth - 1)
            from right in Conditions(depth - 1)
            from isAnd in Gen.Elements(true, false)
            select isAnd
                ? (Predicate.And(left.Predicate, right.Predicate), row => left.Matches(row) && right.Matches(row))
                : (Predicate.Or(left.Predicate, right.Predicate), (Func<Row, bool>)(row => left.Matches(row) || right.Matches(row))));

    private static Gen<(Predicate Predicate, Func<Row, bool> Matches)> Leaves() =>
        from row in Rows
        from column in Gen.Elements("n", "s", "d", "t")
        from how in Gen.Elements(Enum.GetValues<ComparisonOperator>())
        from isWanted in Gen.Elements(true, false)
        let value = Value(row, column)
        select value is null
            ? (new NullTest([column], isWanted), other => (Value(other, column) is null) == isWanted)
            : ((Predicate)new Comparison([column], how, value),
                (Func<Row, bool>)(other => Value(other, column) is { } found && Holds(how, Order(found, value))));

    [Fact]
    public void Statistics_never_exclude_a_row_that_matches() =>
        Prop.ForAll(Rows.NonEmptyListOf().ToArbitrary(), Conditions(2).ToArbitrary(), (rows, condition) =>
        {
            var isRead = SnapshotOf([.. rows]).Scan(null, condition.Predicate).Files.Count == 1;
            Assert.True(isRead || !rows.Any(condition.Matches), $"left out by {condition.Predicate}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void Files_are_left_out_at_all()
    {
        var snapshot = SnapshotOf([new Row(1, "a", 1.5, DateTimeOffset.UnixEpoch), new Row(2, "b", 2.5, null)]);
        Assert.Empty(snapshot.Scan(null, Predicate.Equal(["n"], 3L)).Files);
        Assert.Empty(snapshot.Scan(null, Predicate.Greater(["s"], "b")).Files);
        Assert.Empty(snapshot.Scan(null, Predicate.Less(["d"], 1.5)).Files);
        Assert.Empty(snapshot.Scan(null, Predicate.Greater(["t"], DateTimeOffset.UnixEpoch.AddSeconds(1))).Files);
        Assert.Empty(snapshot.Scan(null, Predicate.IsNull(["n"])).Files);
    }

    private static bool Holds(ComparisonOperator how, int order) => how switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private static int Order(object one, object two) => (one, two) switch
    {
        (string left, string right) => left.EnumerateRunes().Zip(right.EnumerateRunes())
            .Select(pair => pair.First.CompareTo(pair.Second))
            .FirstOrDefault(order => order != 0, left.EnumerateRunes().Count() - right.EnumerateRunes().Count()),
        (double left, double right) when double.IsNaN(left) || double.IsNaN(right) =>
            double.IsNaN(left).CompareTo(double.IsNaN(right)),
        _ => ((IComparable)one).CompareTo(two),
    };

    private static object? Value(Row row, string column) =>
        column switch { "n" => row.N, "s" => row.S, "d" => row.D, _ => row.T };

    private static Snapshot SnapshotOf(Row[] rows)
    {
        var schema = new StructType([
            new StructField("n", PrimitiveType.Long), new StructField("s", PrimitiveType.String),
            new StructField("d", PrimitiveType.Double), new StructField("t", PrimitiveType.Timestamp),
        ]);
        var stats = FileStatistics.ToJson(schema, new HashSet<string>(), rows.Length, [
            Statistics("n", rows, value => JsonSerializer.Serialize(value)),
            Statistics("s", rows, value => (string)value),
            Statistics("d", rows, value => ((double)value).ToString("R")),
            Statistics("t", rows, value => ((DateTimeOffset)value).ToString("yyyy-MM-dd HH:mm:ss.ffffff+00")),
        ]);
        return Snapshot.First("t", TableCommit.Of(0, [
            new Protocol(1, 2),
            new Metadata { Id = "m", Schema = schema },
            new AddFile
            {
                Path = "a",
                PartitionValues = new Dictionary<string, string?>(),
                SizeBytes = 1,
                ModificationTime = 1,
                StatsJson = stats,
            },
        ]));
    }

    /// <summary>The bounds that a Parquet writer states: it passes over NaN.</summary>
    private static ColumnStatistics Statistics(string column, Row[] rows, Func<object, string> text)
    {
        var values = rows.Select(row => Value(row, column)).OfType<object>().Where(value => value is not double.NaN)
            .Order(Comparer<object>.Create(Order)).ToList();
        return new ColumnStatistics(
            [column],
            values.Count == 0 ? null : text(values[0]),
            values.Count == 0 ? null : text(values[^1]),
            rows.Count(row => Value(row, column) is null));
    }
}
