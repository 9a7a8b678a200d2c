namespace Lakehouse.Medallion.Plans;

/// <summary>What a run would do for one source, dataset or product.</summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="Subject">The source, dataset or product.</param>
/// <param name="Action">What it would do.</param>
/// <param name="Reason">Why, in words without a full stop.</param>
public sealed record PlanStep(string Stage, string Subject, PlanAction Action, string Reason)
{
    /// <summary>Landing files to take in, also for a dataset whose records are still in them.</summary>
    public int Files { get; init; }

    /// <summary>Their length on disk.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Records of Bronze to judge; those in landing files are not counted yet.</summary>
    public long Records { get; init; }

    /// <summary>Partitions to recompute, as far as known; null when the whole table is.</summary>
    public int? Partitions { get; init; }

    /// <summary>Whether the run would do something here.</summary>
    public bool HasWork => Action is not (PlanAction.Nothing or PlanAction.Refuse);
}
