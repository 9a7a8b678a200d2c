using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.History;

/// <summary>One commit in the history of a table.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Timestamp">
/// The in-commit timestamp; in tables without, when the commit's file was written, moved on where it is not later than the
/// one before.
/// </param>
/// <param name="CommitInfo">Who made it and how; null when the writer did not say.</param>
public sealed record HistoryEntry(long Version, DateTimeOffset Timestamp, CommitInfo? CommitInfo);
