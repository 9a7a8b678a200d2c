namespace Lakehouse.Medallion.Parity;

/// <summary>A table held against its other self.</summary>
/// <param name="Table">Its name in SQL.</param>
/// <param name="Left">In the first root; null when it is not there.</param>
/// <param name="Right">In the second root; null when it is not there.</param>
/// <param name="Partitions">Every partition that at least one of them has, by name.</param>
public sealed record TableParity(
    string Table, TableContent? Left, TableContent? Right, IReadOnlyList<PartitionParity> Partitions)
{
    /// <summary>Columns whose place, type or nullability differ, and partition columns; empty when the schemas are the same.</summary>
    public IReadOnlyList<SchemaDifference> Schema { get; init; } = [];

    /// <summary>The first rows that differ; empty also when the schemas differ.</summary>
    public IReadOnlyList<RowDifference> Rows { get; init; } = [];

    /// <summary>Whether they are the same.</summary>
    public bool Holds => Left is not null && Right is not null && Schema.Count == 0 && Partitions.All(partition => partition.Holds);
}
