namespace Lakehouse.Delta.Dml;

/// <summary>The rows that a change touches.</summary>
/// <param name="Files">The files with rows that are deleted or updated.</param>
/// <param name="Clauses">Number of rows of the table that each clause touches, in order; 0 for inserts.</param>
/// <param name="SourceRows">Number of rows of the source; 0 without one.</param>
public sealed record FoundRows(IReadOnlyList<FoundFile> Files, IReadOnlyList<long> Clauses, long SourceRows)
{
    /// <summary>Number of rows of the table that more than one row of the source would change.</summary>
    public long AmbiguousRows { get; init; }

    /// <summary>Number of rows to insert that break the condition for them.</summary>
    public long MisplacedRows { get; init; }
}
