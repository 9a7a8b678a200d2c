namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>A version of a contract beside the current one, whose records are still taken.</summary>
/// <param name="Contract">What its records must satisfy.</param>
/// <param name="Upcast">How they become records of the current version.</param>
public sealed record OlderVersion(Contract Contract, UpcastPlan Upcast);
