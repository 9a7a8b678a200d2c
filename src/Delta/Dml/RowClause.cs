namespace Lakehouse.Delta.Dml;

/// <summary>What is done with some rows. Of several clauses the first whose condition holds is taken.</summary>
/// <param name="When">Which rows it is about.</param>
/// <param name="Then">What is done with them.</param>
public sealed record RowClause(RowMatch When, RowAction Then)
{
    /// <summary>
    /// SQL of the engine over the columns of <c>target</c> and <c>source</c>, as far as the rows have both; a row for which
    /// it is null is left alone.
    /// </summary>
    /// <value>Null: all rows.</value>
    public string? Condition { get; init; }

    /// <summary>
    /// New values: SQL of the engine by the name of a column. Other columns keep their values in an update, and get their
    /// default value, or null, in an insert.
    /// </summary>
    /// <value>Null: every column that the source has takes the source's value.</value>
    public IReadOnlyDictionary<string, string>? Set { get; init; }
}
