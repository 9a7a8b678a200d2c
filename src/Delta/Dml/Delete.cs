using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Dml;

/// <summary>Deletes rows of a table by a condition.</summary>
/// <param name="environment">Storage, clock and the like.</param>
/// <param name="path">The table's root below the storage root.</param>
/// <param name="changer">Evaluates conditions and writes rows.</param>
public sealed class Delete(DeltaEnvironment environment, string path, IRowChanger changer)
{
    /// <summary>Deletes the rows for which the condition is true, in one commit.</summary>
    /// <param name="condition">SQL of the engine over the table's columns; null deletes every row.</param>
    /// <param name="options">How it is committed.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <exception cref="DeltaException">
    /// DEL0302, DEL0303: the table may not be changed so; else as <see cref="DeltaTable.FindAsync"/>.
    /// </exception>
    public Task<ChangeReport> RunAsync(
        string? condition, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        new ChangeRunner(environment, path, changer).RunAsync(
            new ChangeOperation("DELETE")
            {
                Parameters = new Dictionary<string, string> { ["predicate"] = ChangeOperation.Texts(condition) },
                Metrics = (_, _, plan, written) => ChangeMetrics.OfRows(plan, written, "DELETE"),
            },
            snapshot => new RowChange(
                snapshot, [new RowClause(RowMatch.NotMatchedBySource, RowAction.Delete) { Condition = condition }]),
            options ?? new ChangeOptions(),
            cancellationToken);
}
