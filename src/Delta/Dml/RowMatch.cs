namespace Lakehouse.Delta.Dml;

/// <summary>Which rows a clause is about.</summary>
public enum RowMatch
{
    /// <summary>Pairs of a row of the table and a row of the source for which the condition of the merge holds.</summary>
    Matched,

    /// <summary>Rows of the source without a row of the table.</summary>
    NotMatched,

    /// <summary>Rows of the table without a row of the source; without a source, every row.</summary>
    NotMatchedBySource,
}
