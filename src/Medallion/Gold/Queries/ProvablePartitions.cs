namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>
/// For every set S of values: the product's rows with <paramref name="Column"/> in S are exactly the rows with
/// <paramref name="Column"/> in S of the same query over traced tables restricted to their column in S.
/// </summary>
/// <remarks>
/// The restricted query may give rows outside S as well; they must be filtered out. NULL is a value like any other, so both
/// filters compare null-safe. The proof holds while every whole input is unchanged, and when the column of the product
/// has the type of the traced columns.
/// </remarks>
/// <param name="Column">The product's partition column.</param>
/// <param name="Traced">Full table name to the partition column by which it may be restricted.</param>
/// <param name="WholeInputs">Full names of the tables that must be read whole.</param>
public sealed record ProvablePartitions(
    string Column,
    IReadOnlyDictionary<string, string> Traced,
    IReadOnlySet<string> WholeInputs) : PartitionTrace;
