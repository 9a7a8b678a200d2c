using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Dml;

/// <summary>What an engine is to write for a change.</summary>
/// <param name="Rewritten">Files of which all rows that stay are written anew.</param>
/// <param name="Updated">Files of which only the updated rows are written.</param>
/// <param name="RecordsChanges">Whether the touched rows are written into change data files too.</param>
public sealed record ChangeOutput(
    IReadOnlyList<AddFile> Rewritten, IReadOnlyList<AddFile> Updated, bool RecordsChanges)
{
    /// <summary>Files of which all rows are deleted, and nothing is written but their changes.</summary>
    public required IReadOnlyList<AddFile> Removed { get; init; }
}
