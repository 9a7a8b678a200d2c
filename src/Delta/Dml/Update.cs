using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Dml;

/// <summary>Gives rows of a table new values.</summary>
/// <param name="environment">Storage, clock and the like.</param>
/// <param name="path">The table's root below the storage root.</param>
/// <param name="changer">Evaluates conditions and writes rows.</param>
public sealed class Update(DeltaEnvironment environment, string path, IRowChanger changer)
{
    /// <summary>Updates the rows for which the condition is true, in one commit.</summary>
    /// <param name="set">The new values: SQL of the engine over the table's columns, by the name of a column.</param>
    /// <param name="condition">SQL of the engine over the table's columns; null updates every row.</param>
    /// <param name="options">How it is committed.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <exception cref="DeltaException">
    /// DEL0302, DEL0303: the table may not be changed so; DEL0501: new rows break a rule of the table; else as
    /// <see cref="DeltaTable.FindAsync"/>.
    /// </exception>
    public Task<ChangeReport> RunAsync(
        IReadOnlyDictionary<string, string> set,
        string? condition = null,
        ChangeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        return new ChangeRunner(environment, path, changer).RunAsync(
            new ChangeOperation("UPDATE")
            {
                Parameters = new Dictionary<string, string> { ["predicate"] = ChangeOperation.Texts(condition) },
                Metrics = (_, _, plan, written) => ChangeMetrics.OfRows(plan, written, "UPDATE"),
            },
            snapshot => new RowChange(
                snapshot,
                [new RowClause(RowMatch.NotMatchedBySource, RowAction.Update) { Condition = condition, Set = set }]),
            options ?? new ChangeOptions(),
            cancellationToken);
    }
}
