using Lakehouse.Delta.Schemas;

namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>What the analysis needs to know of a table that a product reads.</summary>
/// <param name="Schema">All columns, in the order in which the product sees them.</param>
/// <param name="PartitionColumns">Names of the columns by which the table is partitioned.</param>
public sealed record InputTable(StructType Schema, IReadOnlyList<string> PartitionColumns);
