using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Dml;

/// <summary>Writes the rows of a query to a table.</summary>
/// <param name="environment">Storage, clock and the like.</param>
/// <param name="path">The table's root below the storage root.</param>
/// <param name="changer">Runs the query and writes rows.</param>
public sealed class Write(DeltaEnvironment environment, string path, IRowChanger changer)
{
    /// <summary>Appends or overwrites, in one commit.</summary>
    /// <param name="source">
    /// A SELECT of the engine; its columns are found by name. Columns of the table that it lacks get their default value, or
    /// null.
    /// </param>
    /// <param name="mode">What becomes of the rows that are there.</param>
    /// <param name="replaceWhere">
    /// SQL of the engine: only the rows for which it is true are replaced, and it has to be true for every new one; null
    /// replaces all.
    /// </param>
    /// <param name="options">How it is committed.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <exception cref="ArgumentException">An append has a condition.</exception>
    /// <exception cref="DeltaException">
    /// DEL0302, DEL0303: the table may not be changed so; DEL0501: new rows break a rule of the table or the condition; else
    /// as <see cref="DeltaTable.FindAsync"/>.
    /// </exception>
    public Task<ChangeReport> RunAsync(
        string source,
        WriteMode mode,
        string? replaceWhere = null,
        ChangeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (mode == WriteMode.Append && replaceWhere is not null)
            throw new ArgumentException("an append replaces no rows", nameof(replaceWhere));
        var parameters = new Dictionary<string, string> { ["mode"] = mode.ToString() };
        if (replaceWhere is not null) parameters["predicate"] = replaceWhere;
        var insert = new RowClause(RowMatch.NotMatched, RowAction.Insert);
        var delete = new RowClause(RowMatch.NotMatchedBySource, RowAction.Delete) { Condition = replaceWhere };
        return new ChangeRunner(environment, path, changer).RunAsync(
            new ChangeOperation("WRITE")
            {
                Parameters = parameters,
                Metrics = (_, _, plan, written) => ChangeMetrics.OfWrite(plan, written),
            },
            snapshot => new RowChange(snapshot, mode == WriteMode.Append ? [insert] : [delete, insert])
            {
                Source = source,
                InsertCondition = replaceWhere,
            },
            options ?? new ChangeOptions(),
            cancellationToken);
    }
}
