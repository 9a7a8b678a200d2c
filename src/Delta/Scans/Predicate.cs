namespace Lakehouse.Delta.Scans;

/// <summary>
/// A condition on the rows of a table: <see cref="Comparison"/>, <see cref="NullTest"/>, <see cref="Conjunction"/> or
/// <see cref="Disjunction"/>. As in SQL, a comparison with null holds for no row.
/// </summary>
/// <remarks>
/// A column is named by its path: its name, and inside of structs the names down to the field. Values have the .NET
/// types of <see cref="Schemas.PartitionValue"/>; a column of whole or exact numbers takes <see cref="long"/> and
/// <see cref="decimal"/>. Texts are ordered by their code points; NaN equals itself and is the greatest number.
/// </remarks>
public abstract record Predicate
{
    private protected Predicate()
    {
    }

    /// <summary>The column equals the value.</summary>
    public static Predicate Equal(IReadOnlyList<string> column, object value) =>
        new Comparison(column, ComparisonOperator.Equal, value);

    /// <summary>The column is less than the value.</summary>
    public static Predicate Less(IReadOnlyList<string> column, object value) =>
        new Comparison(column, ComparisonOperator.Less, value);

    /// <summary>The column is at most the value.</summary>
    public static Predicate LessOrEqual(IReadOnlyList<string> column, object value) =>
        new Comparison(column, ComparisonOperator.LessOrEqual, value);

    /// <summary>The column is greater than the value.</summary>
    public static Predicate Greater(IReadOnlyList<string> column, object value) =>
        new Comparison(column, ComparisonOperator.Greater, value);

    /// <summary>The column is at least the value.</summary>
    public static Predicate GreaterOrEqual(IReadOnlyList<string> column, object value) =>
        new Comparison(column, ComparisonOperator.GreaterOrEqual, value);

    /// <summary>The column lies between two values, both included.</summary>
    public static Predicate Between(IReadOnlyList<string> column, object least, object greatest) =>
        And(GreaterOrEqual(column, least), LessOrEqual(column, greatest));

    /// <summary>The column equals one of the values; no row does if there are none.</summary>
    public static Predicate In(IReadOnlyList<string> column, IEnumerable<object> values) =>
        new Disjunction([.. values.Select(value => Equal(column, value))]);

    /// <summary>The column is null.</summary>
    public static Predicate IsNull(IReadOnlyList<string> column) => new NullTest(column, true);

    /// <summary>The column is not null.</summary>
    public static Predicate IsNotNull(IReadOnlyList<string> column) => new NullTest(column, false);

    /// <summary>All of the conditions hold.</summary>
    public static Predicate And(params IReadOnlyList<Predicate> parts) => new Conjunction(parts);

    /// <summary>At least one of the conditions holds.</summary>
    public static Predicate Or(params IReadOnlyList<Predicate> parts) => new Disjunction(parts);
}
