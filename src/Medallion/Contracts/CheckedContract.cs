using Lakehouse.Quality.Evolution;

namespace Lakehouse.Medallion.Contracts;

/// <summary>A contract that differs from the baseline.</summary>
/// <param name="Difference">What changed.</param>
/// <param name="Impact">The tables that the change reaches.</param>
public sealed record CheckedContract(SchemaDifference Difference, IReadOnlyList<ImpactedTable> Impact)
{
    /// <summary>Whether the contract may not be published like this: something breaks, or its version rose too little.</summary>
    public bool IsRefused => Difference.IsBreaking || Difference.IsVersionTooLow;
}
