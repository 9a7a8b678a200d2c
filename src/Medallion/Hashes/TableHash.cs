namespace Lakehouse.Medallion.Hashes;

/// <summary>What a version of a table holds.</summary>
/// <param name="Table">Its name in SQL.</param>
/// <param name="Version">The version.</param>
/// <param name="Hash">Of all rows.</param>
/// <param name="Partitions">Of the rows of each partition, by name; one without a name when there are no partition columns.</param>
public sealed record TableHash(
    string Table, long Version, ContentHash Hash, IReadOnlyList<PartitionHash> Partitions)
{
    /// <summary>Columns that were left out because the caller asked for it.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}
