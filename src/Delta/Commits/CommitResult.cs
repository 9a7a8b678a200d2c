namespace Lakehouse.Delta.Commits;

/// <summary>
/// What became of a commit: <see cref="Committed"/>, <see cref="Conflicted"/> or <see cref="Retryable"/>.
/// </summary>
public abstract record CommitResult;
