namespace Lakehouse.Medallion.Drift;

/// <summary>Something undeclared in the records of a dataset, over all its runs.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Contract">Key of its contract.</param>
/// <param name="Entry">What it is, how often it came, and when.</param>
/// <param name="IsOpen">Whether the contract of the project still does not declare it.</param>
public sealed record DriftRecord(string Dataset, string Contract, DriftEntry Entry, bool IsOpen);
