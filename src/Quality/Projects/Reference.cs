using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Projects;

/// <summary>A relationship of a contract, bound to the dataset that it leads to.</summary>
/// <param name="From">Paths of the columns that refer; a record with a null in one of them refers to nothing.</param>
/// <param name="Parent">The dataset referred to.</param>
/// <param name="To">As many paths of its columns.</param>
/// <param name="Declared">What the contract says.</param>
public sealed record Reference(
    IReadOnlyList<string> From, string Parent, IReadOnlyList<string> To, ContractRelationship Declared)
{
    /// <summary>What becomes of a record that refers to nothing.</summary>
    public OnMissing OnMissing => Declared.OnMissing;

    /// <summary>Whether records are kept out of Silver by it, one by one.</summary>
    public bool Withholds => OnMissing is OnMissing.Quarantine or OnMissing.Park;

    /// <summary>In words: <c>customer_id refers to customers.id</c>.</summary>
    public string Name =>
        $"{string.Join(", ", From)} refers to {string.Join(", ", To.Select(column => $"{Parent}.{column}"))}";
}
