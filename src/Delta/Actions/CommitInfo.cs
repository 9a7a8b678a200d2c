namespace Lakehouse.Delta.Actions;

/// <summary>Who made a commit, when and why (protocol, "Commit Provenance Information").</summary>
public sealed record CommitInfo : DeltaAction
{
    /// <summary>Milliseconds since the epoch by the writer's clock.</summary>
    public long? Timestamp { get; init; }

    /// <summary>
    /// Milliseconds since the epoch, greater than that of the commit before; in tables that have it on.
    /// </summary>
    public long? InCommitTimestamp { get; init; }

    /// <summary>What was done: <c>WRITE</c>, <c>CREATE TABLE</c> …</summary>
    public string? Operation { get; init; }

    /// <summary>How it was done. Values that are no JSON strings are kept as JSON text.</summary>
    public IReadOnlyDictionary<string, string?> OperationParameters { get; init; } = new Dictionary<string, string?>();

    /// <summary>Counts of what was done.</summary>
    public IReadOnlyDictionary<string, string?>? OperationMetrics { get; init; }

    /// <summary>The version that the writer read.</summary>
    public long? ReadVersion { get; init; }

    /// <summary>The isolation level that the writer kept to.</summary>
    public string? IsolationLevel { get; init; }

    /// <summary>Whether the commit only added files and read none.</summary>
    public bool? IsBlindAppend { get; init; }

    /// <summary>Text of the application.</summary>
    public string? UserMetadata { get; init; }

    /// <summary>Remarks of the writer.</summary>
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    /// <summary>The writing program and its version.</summary>
    public string? EngineInfo { get; init; }

    /// <summary>Id of this commit, never used again.</summary>
    public string? TxnId { get; init; }
}
