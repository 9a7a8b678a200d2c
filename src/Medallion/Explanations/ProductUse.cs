namespace Lakehouse.Medallion.Explanations;

/// <summary>A data product that reads the table a record stands in.</summary>
/// <param name="Product">Its name in SQL.</param>
/// <param name="Version">Its newest version; null when it has not been built.</param>
/// <param name="IsCurrent">Whether that was built from the newest version of the record's table.</param>
public sealed record ProductUse(string Product, long? Version, bool IsCurrent);
