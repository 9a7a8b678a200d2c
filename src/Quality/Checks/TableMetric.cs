namespace Lakehouse.Quality.Checks;

/// <summary>What a table check measures.</summary>
public enum TableMetric
{
    /// <summary>Rows of the table.</summary>
    RowCount,

    /// <summary>Rows whose column is null.</summary>
    NullValues,

    /// <summary>Rows whose column holds one of the values that mean "missing".</summary>
    MissingValues,

    /// <summary>Rows whose column is not null and neither one of the valid values nor matches the pattern.</summary>
    InvalidValues,

    /// <summary>
    /// Rows beyond the first of each combination of the columns. Null equals null; a row with nothing but nulls in
    /// them does not count.
    /// </summary>
    DuplicateValues,

    /// <summary>The single value of a query.</summary>
    Query,

    /// <summary>The last day of the table, compared with its earlier days.</summary>
    History,

    /// <summary>Rows that an expectation of a suite does not expect, or 1 when a whole table is not as expected.</summary>
    Expectation,
}
