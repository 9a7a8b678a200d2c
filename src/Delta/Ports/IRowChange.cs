using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Scans;

namespace Lakehouse.Delta.Ports;

/// <summary>A change of rows that is being worked out: find its rows, then write files.</summary>
public interface IRowChange : IAsyncDisposable
{
    /// <summary>What is known to hold for every row of the table that the change looks at; null when nothing is.</summary>
    Predicate? Reads { get; }

    /// <summary>Finds the rows that the change touches.</summary>
    /// <param name="files">The files that may hold some.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<FoundRows> FindAsync(IReadOnlyList<AddFile> files, CancellationToken cancellationToken);

    /// <summary>The positions of the rows that are deleted or updated, by the path of their file.</summary>
    Task<IReadOnlyDictionary<string, DeletionVector>> PositionsAsync(
        IReadOnlyList<AddFile> files, CancellationToken cancellationToken);

    /// <summary>Writes new files, durably; nothing names them yet.</summary>
    Task<WrittenFiles> WriteAsync(ChangeOutput output, CancellationToken cancellationToken);

    /// <summary>Counts the rows of written files that break a rule.</summary>
    /// <returns>For each rule of the change, in order.</returns>
    Task<IReadOnlyList<long>> CountViolationsAsync(IReadOnlyList<AddFile> files, CancellationToken cancellationToken);
}
