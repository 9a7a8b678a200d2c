using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Delta.DeletionVectors;
using Xunit;

namespace Lakehouse.Delta.Tests.DeletionVectors;

public sealed class DeletionVectorTests
{
    /// <summary>Rows that lie close, far apart and in long runs, so that every form of container is met.</summary>
    private static readonly Arbitrary<long[]> Rows = Gen.Choose(0, 3)
        .SelectMany(form => form switch
        {
            0 => Numbers(0, 200_000, 50),
            1 => Numbers(0, 70_000, 6_000),
            2 => Gen.Choose(0, 100_000).SelectMany(start => Gen.Choose(1, 80_000)
                .Select(length => Enumerable.Range(start, length).Select(row => (long)row).ToArray())),
            _ => Numbers(0, int.MaxValue, 20).Select(rows => rows.Select(row => row * 1_000L).ToArray()),
        })
        .ToArbitrary();

    [Fact]
    public void A_vector_holds_the_rows_it_was_made_of() =>
        Prop.ForAll(Rows, rows =>
        {
            var vector = DeletionVector.Of(rows);
            var expected = rows.Distinct().Order().ToArray();
            Assert.Equal(expected, vector);
            Assert.Equal(expected.Length, vector.Cardinality);
            Assert.All(rows.Take(100), row => Assert.True(vector.Contains(row)));
            Assert.All(rows.Take(100), row => Assert.Equal(expected.Contains(row + 1), vector.Contains(row + 1)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(Rows, rows => Assert.Equal(
            rows.Distinct().Order(), DeletionVectorBytes.Read(DeletionVectorBytes.Write(DeletionVector.Of(rows)))))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Union_and_except_are_those_of_sets() =>
        Prop.ForAll(Rows, Rows, (one, two) =>
        {
            Assert.Equal(one.Union(two).Order(), DeletionVector.Of(one).Union(DeletionVector.Of(two)));
            Assert.Equal(one.Except(two).Order(), DeletionVector.Of(one).Except(DeletionVector.Of(two)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void A_vector_takes_no_row_below_0_or_beyond_its_limit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DeletionVector.Of([-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeletionVector.Of([DeletionVector.RowLimit]));
        var last = DeletionVector.Of([DeletionVector.RowLimit - 1]);
        Assert.Equal([DeletionVector.RowLimit - 1], DeletionVectorBytes.Read(DeletionVectorBytes.Write(last)));
        Assert.False(last.Contains(-1));
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_mean_some_rows_and_never_crash()
    {
        var whole = DeletionVectorBytes.Write(DeletionVector.Of(
            [1, 5, .. Enumerable.Range(70_000, 9_000).Select(row => (long)row), .. Odd(200_000, 6_000), 1L << 40]));
        for (var change = 0; change < 20_000; change++)
        {
            var damaged = whole[..(change % 7 == 0 ? change % whole.Length : whole.Length)];
            if (damaged.Length == 0) continue;
            damaged[change * 7_919 % Math.Min(damaged.Length, change % 3 == 0 ? damaged.Length : 120)] =
                (byte)(change * 31 % 256);
            try
            {
                Assert.True(DeletionVectorBytes.Read(damaged).Cardinality <= 5L * 65_536);
            }
            catch (InvalidDataException)
            {
                // Refused, as it should be.
            }
        }
    }

    private static IEnumerable<long> Odd(long first, int count) =>
        Enumerable.Range(0, count).Select(index => first + 2L * index);

    private static Gen<long[]> Numbers(int from, int to, int count) =>
        Gen.Choose(from, to).Select(number => (long)number).ArrayOf(count);
}
