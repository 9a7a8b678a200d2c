namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>Whether a product can be recomputed by partitions, and how, or why not.</summary>
public abstract record PartitionTrace
{
    private protected PartitionTrace()
    {
    }
}
