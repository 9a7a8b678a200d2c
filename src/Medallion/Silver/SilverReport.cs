using Lakehouse.Medallion.Drift;

namespace Lakehouse.Medallion.Silver;

/// <summary>What a run did for one dataset.</summary>
/// <param name="Dataset">The dataset.</param>
public sealed record SilverReport(string Dataset)
{
    /// <summary>Where its records went.</summary>
    public Balance Balance { get; init; } = new();

    /// <summary>Records by error code; a record with several errors counts for each.</summary>
    public IReadOnlyDictionary<string, long> Errors { get; init; } = new Dictionary<string, long>();

    /// <summary>Bronze versions taken in, first and last; null when there was nothing new.</summary>
    public (long First, long Last)? BronzeVersions { get; init; }

    /// <summary>Partitions of the Silver table that were touched.</summary>
    public int Partitions { get; init; }

    /// <summary>Version of the Silver table that holds the records; null when nothing was committed.</summary>
    public long? Version { get; init; }

    /// <summary>Version of the quarantine table; null when nothing was committed.</summary>
    public long? QuarantineVersion { get; init; }

    /// <summary>What nobody declared in a step that drift kept from being published; the step ends at a Bronze version.</summary>
    internal (long BronzeTo, IReadOnlyList<DriftEntry> Drift)? Blocked { get; init; }

    /// <summary>Time spent.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Why nothing, or not everything, was published.</summary>
    public IReadOnlyList<RunProblem> Problems { get; init; } = [];
}
