namespace Lakehouse.Delta.Commits;

/// <summary>
/// The commit was given up. It may still be in the table if the storage lost its answers: load the table and look at
/// its transactions before the work is done again.
/// </summary>
/// <param name="Message">Code, what, where and next step.</param>
/// <param name="Inner">The storage's last error; null when other writers kept winning.</param>
public sealed record Retryable(string Message, Exception? Inner) : CommitResult;
