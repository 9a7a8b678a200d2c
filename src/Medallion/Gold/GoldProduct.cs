using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Quality.Fingerprinting;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Gold;

/// <summary>A data product with all that its table follows from.</summary>
/// <param name="Definition">What the project says.</param>
/// <param name="Query">Its analysed SQL.</param>
/// <param name="Inputs">The tables that it reads.</param>
internal sealed record GoldProduct(Product Definition, ProductQuery Query, IReadOnlyList<ProductInput> Inputs)
{
    /// <summary>Changes when the same inputs and SQL give other rows than before.</summary>
    private const string PlanVersion = "gold-1";

    private readonly Lazy<string> _fingerprint = new(() => Fingerprints.Combine(
        [PlanVersion, Fingerprints.OfProduct(Definition), Query.CanonicalSql, .. Inputs.Select(input => input.Fingerprint)]));

    /// <summary>What its content depends on, the fingerprints of its inputs included.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>Name of the product.</summary>
    public string Name => Definition.Name;

    /// <summary>Path of its table.</summary>
    public string Table => TablePaths.Gold(Definition.Domain, Definition.Name);

    /// <summary>App id under which the table keeps the version of an input that it was built from.</summary>
    public string AppId(ProductInput input) => $"medallion/{Table}/{input.Table}";
}
