namespace Lakehouse.Medallion.Contracts;

/// <summary>How the contracts of a project compare with what they were.</summary>
/// <param name="Against">The folder or revision.</param>
/// <param name="Unchanged">Contracts that are the same, byte for byte.</param>
/// <param name="Changed">The others, in the order of their keys.</param>
public sealed record ContractCheckReport(string Against, int Unchanged, IReadOnlyList<CheckedContract> Changed)
{
    /// <summary>Whether any contract is refused.</summary>
    public bool IsRefused => Changed.Any(contract => contract.IsRefused);
}
