using Lakehouse.Medallion.Silver;

namespace Lakehouse.Medallion.Gold;

/// <summary>A table that a product reads.</summary>
/// <param name="FullName">Its name in SQL, <c>silver.x</c> or <c>gold.y</c>.</param>
/// <param name="Table">Its path.</param>
/// <param name="Dataset">The dataset, when it is a Silver table.</param>
internal sealed record ProductInput(string FullName, string Table, SilverDataset? Dataset);
