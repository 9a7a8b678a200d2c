using Lakehouse.Medallion.Silver;

namespace Lakehouse.Medallion.Gold;

/// <summary>A table that a product reads.</summary>
/// <param name="FullName">Its name in SQL, <c>silver.x</c> or <c>gold.y</c>.</param>
/// <param name="Table">Its path.</param>
/// <param name="Dataset">The dataset, when it is a Silver table.</param>
/// <param name="Product">The product, when it is a Gold table.</param>
internal sealed record ProductInput(string FullName, string Table, SilverDataset? Dataset, GoldProduct? Product)
{
    /// <summary>What its content depends on.</summary>
    public string Fingerprint => Dataset?.Fingerprint ?? Product!.Fingerprint;
}
