namespace Lakehouse.Medallion.Hashes;

/// <summary>What a partition holds.</summary>
/// <param name="Partition">Such as <c>event_date=2026-03-01</c>; empty for a table without partitions.</param>
/// <param name="Hash">Of its rows.</param>
public sealed record PartitionHash(string Partition, ContentHash Hash);
