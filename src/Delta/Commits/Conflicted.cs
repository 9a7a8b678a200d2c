using Lakehouse.Delta.Conflicts;

namespace Lakehouse.Delta.Commits;

/// <summary>
/// Another writer's commit rules ours out: nothing was written. Work it out again from a new snapshot.
/// </summary>
/// <param name="Kind">Why.</param>
/// <param name="WinnerVersion">The version that the other writer made.</param>
/// <param name="Message">Code, what, where and next step.</param>
public sealed record Conflicted(ConflictKind Kind, long WinnerVersion, string Message) : CommitResult;
