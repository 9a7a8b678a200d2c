namespace Lakehouse.Medallion.Runs;

/// <summary>What a past run did, as it was written down.</summary>
/// <param name="RunId">Name of the run.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When its last stage ended.</param>
/// <param name="Status"><c>done</c>, <c>blocked</c> or <c>failed</c>.</param>
public sealed record RunSummary(string RunId, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Status)
{
    /// <summary>Landing files taken in.</summary>
    public long Files { get; init; }

    /// <summary>Records in them.</summary>
    public long Records { get; init; }

    /// <summary>Rows added to Silver.</summary>
    public long Accepted { get; init; }

    /// <summary>Valid records that were there before.</summary>
    public long Duplicate { get; init; }

    /// <summary>Records rejected.</summary>
    public long Quarantined { get; init; }

    /// <summary>Data products built.</summary>
    public long Products { get; init; }

    /// <summary>What was refused or failed.</summary>
    public long Problems { get; init; }
}
