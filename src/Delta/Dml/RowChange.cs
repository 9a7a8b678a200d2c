using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Dml;

/// <summary>A change of a table's rows, for an engine to work out.</summary>
/// <param name="Snapshot">The version that it starts from, with the schema that new rows have.</param>
/// <param name="Clauses">What is done, in the order of their precedence.</param>
public sealed record RowChange(Snapshot Snapshot, IReadOnlyList<RowClause> Clauses)
{
    /// <summary>A SELECT of the engine that gives rows to match or to insert.</summary>
    /// <value>None.</value>
    public string? Source { get; init; }

    /// <summary>SQL of the engine over <c>target</c> and <c>source</c>: when two rows match.</summary>
    /// <value>Null: none do.</value>
    public string? MatchCondition { get; init; }

    /// <summary>SQL of the engine over the table's columns that has to be true for every inserted row.</summary>
    /// <value>Null: no condition.</value>
    public string? InsertCondition { get; init; }

    /// <summary>What the rows of new files have to fulfil.</summary>
    public IReadOnlyList<RowRule> Rules { get; init; } = [];

    internal bool Touches(RowAction action) => Clauses.Any(clause => clause.Then == action);
}
