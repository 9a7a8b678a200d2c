using Lakehouse.Medallion.Silver;

namespace Lakehouse.Medallion.Runs;

/// <summary>Where the records of one Silver commit went.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="SilverVersion">The commit.</param>
/// <param name="BronzeFrom">First Bronze version taken in.</param>
/// <param name="BronzeTo">Last Bronze version taken in.</param>
/// <param name="Balance">The counts.</param>
public sealed record RunBalance(string Dataset, long SilverVersion, long BronzeFrom, long BronzeTo, Balance Balance);
