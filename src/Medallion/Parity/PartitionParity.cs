using Lakehouse.Medallion.Hashes;

namespace Lakehouse.Medallion.Parity;

/// <summary>A partition held against its other self.</summary>
/// <param name="Partition">Such as <c>event_date=2026-03-01</c>; empty for a table without partitions.</param>
/// <param name="Left">Its rows in the first root; null when it has none.</param>
/// <param name="Right">Its rows in the second root; null when it has none.</param>
/// <param name="SameKeys">Whether the key columns of the rows are the same; null for a table without a key.</param>
public sealed record PartitionParity(string Partition, ContentHash? Left, ContentHash? Right, bool? SameKeys)
{
    /// <summary>Whether they are the same.</summary>
    public bool Holds => Left == Right;
}
