using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Dml;

/// <summary>Changes a table by the rows of a source that match its own.</summary>
/// <param name="environment">Storage, clock and the like.</param>
/// <param name="path">The table's root below the storage root.</param>
/// <param name="changer">Evaluates conditions and writes rows.</param>
public sealed class Merge(DeltaEnvironment environment, string path, IRowChanger changer)
{
    /// <summary>Merges, in one commit.</summary>
    /// <param name="source">A SELECT of the engine; each row of it matches at most one row of the table and the other way round.</param>
    /// <param name="condition">When two rows match: SQL over <c>target</c> and <c>source</c>.</param>
    /// <param name="clauses">What is done; of the clauses of one kind, the first whose condition holds.</param>
    /// <param name="options">How it is committed.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <exception cref="ArgumentException">An insert is not for unmatched rows of the source, or another action is.</exception>
    /// <exception cref="DeltaException">
    /// DEL0502: a row of the table has several rows of the source that would change it; DEL0302, DEL0303: the table may not
    /// be changed so; DEL0501: new rows break a rule of the table; else as <see cref="DeltaTable.FindAsync"/>.
    /// </exception>
    public Task<ChangeReport> RunAsync(
        string source,
        string condition,
        IReadOnlyList<RowClause> clauses,
        ChangeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(clauses);
        foreach (var clause in clauses)
            if (clause.Then == RowAction.Insert != (clause.When == RowMatch.NotMatched))
                throw new ArgumentException(
                    "unmatched rows of the source can be inserted, and rows of the table updated or deleted", nameof(clauses));
        return new ChangeRunner(environment, path, changer).RunAsync(
            new ChangeOperation("MERGE")
            {
                Parameters = new Dictionary<string, string>
                {
                    ["predicate"] = ChangeOperation.Texts(condition),
                    ["matchedPredicates"] = Texts(clauses, RowMatch.Matched),
                    ["notMatchedPredicates"] = Texts(clauses, RowMatch.NotMatched),
                    ["notMatchedBySourcePredicates"] = Texts(clauses, RowMatch.NotMatchedBySource),
                },
                Metrics = ChangeMetrics.OfMerge,
            },
            snapshot => new RowChange(snapshot, clauses) { Source = source, MatchCondition = condition },
            options ?? new ChangeOptions(),
            cancellationToken);
    }

    private static string Texts(IEnumerable<RowClause> clauses, RowMatch when) => JsonSerializer.Serialize(
        clauses.Where(clause => clause.When == when).Select(clause =>
        {
            var text = new Dictionary<string, string> { ["actionType"] = clause.Then.ToString().ToLowerInvariant() };
            if (clause.Condition is { } condition) text["predicate"] = condition;
            return text;
        }),
        ActionWriter.Readable);
}
