using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Verification;

/// <summary>
/// Holds the rows of a table against its rules: constraints, invariants, columns that are never null, generated columns.
/// </summary>
/// <param name="snapshot">The version.</param>
/// <param name="changer">Evaluates the rules.</param>
public sealed class RowVerification(Snapshot snapshot, IRowChanger changer)
{
    /// <summary>The rules that rows of files break, with their number; nothing when all rows keep all rules.</summary>
    /// <param name="files">Files of the version.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DeltaException">DEL0302: a rule cannot be evaluated; DEL02..: a file is broken.</exception>
    /// <exception cref="Exception">As <see cref="IRowChanger.PrepareAsync"/>: a rule cannot be evaluated.</exception>
    public async Task<IReadOnlyList<TableFault>> FindAsync(
        IEnumerable<AddFile> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var rules = RowRules.Of(snapshot.Table, snapshot.Metadata);
        if (rules.Count == 0) return [];
        var faults = new List<TableFault>();
        var prepared = await changer
            .PrepareAsync(new RowChange(snapshot, []) { Rules = rules }, cancellationToken)
            .ConfigureAwait(false);
        await using (prepared.ConfigureAwait(false))
        {
            foreach (var file in files)
            {
                var counts = await prepared.CountViolationsAsync([file], cancellationToken).ConfigureAwait(false);
                faults.AddRange(rules.Zip(counts)
                    .Where(rule => rule.Second > 0)
                    .Select(rule => new TableFault(file.Path, $"{rule.Second} rows break {rule.First.Name}: {rule.First.Expression}")));
            }
        }
        return faults;
    }
}
