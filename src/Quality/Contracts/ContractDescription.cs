namespace Lakehouse.Quality.Contracts;

/// <summary>What a contract says about its data as a whole.</summary>
/// <param name="Purpose">What the data is for.</param>
/// <param name="Limitations">What it must not be used for.</param>
/// <param name="Usage">How it is to be used.</param>
public sealed record ContractDescription(string? Purpose, string? Limitations, string? Usage);
