using Lakehouse.Medallion.Trials;

namespace Lakehouse.Medallion.Contracts;

/// <summary>What the records that landed say of the compatibility of a contract with one earlier version.</summary>
/// <param name="Dataset">The dataset whose records were judged.</param>
/// <param name="Earlier">The earlier version.</param>
public sealed record DataEvidence(string Dataset, string Earlier)
{
    /// <summary>Records that both versions judged.</summary>
    public long Records { get; init; }

    /// <summary>Records that the earlier version accepts and this one refuses: each contradicts backward compatibility.</summary>
    public long RefusedNow { get; init; }

    /// <summary>Records that this version accepts and the earlier one refuses: each contradicts forward compatibility.</summary>
    public long AcceptedNow { get; init; }

    /// <summary>The contradictions by code, field, day and producer, the most frequent first.</summary>
    public IReadOnlyList<TrialChange> Changes { get; init; } = [];

    /// <summary>Some of the records that contradict.</summary>
    public IReadOnlyList<TrialExample> Examples { get; init; } = [];

    /// <summary>Why the records could not be judged; null when they were.</summary>
    public string? Obstacle { get; init; }
}
