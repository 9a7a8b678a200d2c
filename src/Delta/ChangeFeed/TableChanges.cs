using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.ChangeFeed;

/// <summary>The rows that changed from one version to another, as files to read.</summary>
/// <param name="Snapshot">The last version; its schema is that of the changes.</param>
/// <param name="Files">The files, by version.</param>
public sealed record TableChanges(Snapshot Snapshot, IReadOnlyList<ChangeFile> Files);
