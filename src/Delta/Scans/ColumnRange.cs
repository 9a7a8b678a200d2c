namespace Lakehouse.Delta.Scans;

/// <summary>What is known of a column's values in one file.</summary>
/// <param name="Min">No value is less; null when unknown.</param>
/// <param name="Max">No value is greater; null when unknown.</param>
/// <param name="MayHaveNulls">Whether a row may be null.</param>
/// <param name="MayHaveValues">Whether a row may have a value.</param>
internal readonly record struct ColumnRange(
    IComparable? Min, IComparable? Max, bool MayHaveNulls = true, bool MayHaveValues = true)
{
    /// <summary>Nothing is known.</summary>
    public static readonly ColumnRange Unknown = new(null, null);

    /// <summary>All rows have the same value, or all are null.</summary>
    public static ColumnRange Exactly(IComparable? value) => new(value, value, value is null, value is not null);

    /// <summary>Whether a value of the range may compare as wanted.</summary>
    public bool MayBe(ComparisonOperator comparison, IComparable value) => MayHaveValues && comparison switch
    {
        ComparisonOperator.Equal => !(Min?.CompareTo(value) > 0) && !(Max?.CompareTo(value) < 0),
        ComparisonOperator.Less => !(Min?.CompareTo(value) >= 0),
        ComparisonOperator.LessOrEqual => !(Min?.CompareTo(value) > 0),
        ComparisonOperator.Greater => !(Max?.CompareTo(value) <= 0),
        _ => !(Max?.CompareTo(value) < 0),
    };
}
