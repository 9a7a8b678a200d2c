using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Evolution;

namespace Lakehouse.Medallion.Contracts;

/// <summary>A contract that differs from the baseline.</summary>
/// <param name="Difference">What changed.</param>
/// <param name="Impact">The tables that the change reaches.</param>
public sealed record CheckedContract(SchemaDifference Difference, IReadOnlyList<ImpactedTable> Impact)
{
    /// <summary>What the records that landed say of it, for each dataset and earlier version; empty when they were not asked.</summary>
    public IReadOnlyList<DataEvidence> Evidence { get; init; } = [];

    /// <summary>Whether the contract may not be published like this: something breaks, or its version rose too little.</summary>
    public bool IsRefused => (Difference.IsBreaking && !IsProved) || IsRefuted || Difference.IsVersionTooLow;

    /// <summary>
    /// Whether what breaks by the rules breaks nothing that ever landed: all of it is about reading old records, and all old
    /// records are read. What an older reader makes of new records no record of the past can prove.
    /// </summary>
    public bool IsProved => Evidence.Count > 0 && Evidence.All(evidence => evidence is { Records: > 0, RefusedNow: 0 })
        && Difference.Changes.Where(change => change.Kind == ChangeKind.Breaking).All(change => change.Direction == "new_reads_old");

    /// <summary>Whether a record that landed contradicts the compatibility that the contract has to have.</summary>
    public bool IsRefuted => Evidence.Any(evidence =>
        (Difference.Mode.IsBackward() && evidence.RefusedNow > 0) || (Difference.Mode.IsForward() && evidence.AcceptedNow > 0));
}
