namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>The product has to be recomputed whole.</summary>
/// <param name="Reason">Completes the sentence "recomputes whole: ...", without a full stop.</param>
public sealed record UnprovablePartitions(string Reason) : PartitionTrace;
