using Lakehouse.Medallion.Quarantine;

namespace Lakehouse.Medallion.Explanations;

/// <summary>Where one record is, and why.</summary>
/// <param name="Dataset">The dataset that it is meant for.</param>
/// <param name="Address">Its coordinates.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Reason">Why it is there, a sentence.</param>
public sealed record RecordExplanation(string Dataset, RecordAddress Address, RecordPlace Place, string Reason)
{
    /// <summary>The Bronze table that keeps it as received.</summary>
    public required string Source { get; init; }

    /// <summary>When it landed; null when it did not yet.</summary>
    public DateTimeOffset? LandedAt { get; init; }

    /// <summary>The record as received; null when it is not text, or did not land yet.</summary>
    public string? Payload { get; init; }

    /// <summary>The record as received when it is not text.</summary>
    public byte[]? PayloadBytes { get; init; }

    /// <summary>The primary key as its columns and values; null values where the record has none.</summary>
    public IReadOnlyDictionary<string, string?> Key { get; init; } = new Dictionary<string, string?>();

    /// <summary>UTC date of the event; null when the record does not tell.</summary>
    public DateOnly? EventDate { get; init; }

    /// <summary>All that is wrong with it.</summary>
    public IReadOnlyList<RecordError> Errors { get; init; } = [];

    /// <summary>The run that rejected it.</summary>
    public string? RunId { get; init; }

    /// <summary>For a duplicate, the record that is kept.</summary>
    public RecordAddress? Winner { get; init; }

    /// <summary>For a duplicate, whether its payload differs from that of the record that is kept.</summary>
    public bool IsConflict { get; init; }

    /// <summary>For an accepted record, the products that read its table.</summary>
    public IReadOnlyList<ProductUse> Products { get; init; } = [];
}
