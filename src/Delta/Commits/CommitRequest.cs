using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commits;

/// <summary>What a commit shall do.</summary>
public sealed record CommitRequest
{
    /// <summary>The snapshot that the actions were worked out from; null to make a new table.</summary>
    public required Snapshot? ReadSnapshot { get; init; }

    /// <summary>
    /// The actions, without <see cref="CommitInfo"/>. A new table needs <see cref="Metadata"/>; its
    /// <see cref="Protocol"/> is worked out when it is not given.
    /// </summary>
    public required IReadOnlyList<DeltaAction> Actions { get; init; }

    /// <summary>
    /// The name of what is done, as other writers call it: <c>WRITE</c>, <c>CREATE TABLE</c>, <c>DELETE</c> …
    /// </summary>
    public required string Operation { get; init; }

    /// <summary>How it is done, for the history.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, string> OperationParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Counts for the history.</summary>
    /// <value>Files, bytes and rows added, and files and bytes removed, as the actions tell them.</value>
    public IReadOnlyDictionary<string, string>? OperationMetrics { get; init; }

    /// <summary>Text of the application, kept with the commit.</summary>
    public string? UserMetadata { get; init; }

    /// <summary>What the actions depend on; decides which commits of other writers are conflicts.</summary>
    /// <value>The whole table: every concurrent change of files is a conflict.</value>
    public ReadScope Reads { get; init; } = ReadScope.WholeTable;

    /// <summary>
    /// Whether the rows of added files follow the table's rules (constraints, generated columns, defaults) and have its
    /// physical names: they were held against them, or were in the table before.
    /// </summary>
    /// <value>False: a table that has such rules takes no new rows.</value>
    internal bool FollowsRules { get; init; }
}
