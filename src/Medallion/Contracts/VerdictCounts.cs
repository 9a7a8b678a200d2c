namespace Lakehouse.Medallion.Contracts;

/// <summary>How many records were judged.</summary>
/// <param name="Lines">All of them.</param>
/// <param name="Invalid">Those with errors.</param>
public sealed record VerdictCounts(long Lines, long Invalid);
