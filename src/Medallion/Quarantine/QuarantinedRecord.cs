namespace Lakehouse.Medallion.Quarantine;

/// <summary>A rejected record.</summary>
/// <param name="Dataset">The dataset that it was meant for.</param>
/// <param name="LandingPath">The landing file that it came in.</param>
/// <param name="LandingPosition">Its number in that file, from 0.</param>
public sealed record QuarantinedRecord(string Dataset, string LandingPath, long LandingPosition)
{
    /// <summary>When it landed.</summary>
    public required DateTimeOffset LandedAt { get; init; }

    /// <summary>Version of the contract that it breaks.</summary>
    public required string ContractVersion { get; init; }

    /// <summary>The record as received; null when it is not text.</summary>
    public string? Payload { get; init; }

    /// <summary>The record as received when it is not text.</summary>
    public byte[]? PayloadBytes { get; init; }

    /// <summary>All that is wrong with it, in the order of the contract.</summary>
    public IReadOnlyList<RecordError> Errors { get; init; } = [];

    /// <summary>What became of it: <c>open</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The run that rejected it.</summary>
    public required string RunId { get; init; }
}
