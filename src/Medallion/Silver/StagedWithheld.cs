using Lakehouse.Engine;

namespace Lakehouse.Medallion.Silver;

/// <summary>What a step has written for the records that other records keep out of Silver, and what leaves.</summary>
internal sealed record StagedWithheld
{
    /// <summary>Files with the records that wait from now on.</summary>
    public IReadOnlyList<StagedFile> Parked { get; init; } = [];

    /// <summary>Files of quarantine without the records that leave it.</summary>
    public RewrittenFiles Quarantine { get; init; } = new([], []);

    /// <summary>Files of waiting records without those that leave.</summary>
    public RewrittenFiles Waiting { get; init; } = new([], []);

    /// <summary>Records that left quarantine for another place.</summary>
    public long Replayed { get; init; }

    /// <summary>Records that waited and went to another place.</summary>
    public long Unparked { get; init; }

    /// <summary>Rows of Silver that went to quarantine.</summary>
    public long Withdrawn { get; init; }

    /// <summary>The newest time of landing of the dataset's records, in microseconds.</summary>
    public long NewestLanding { get; init; }
}
