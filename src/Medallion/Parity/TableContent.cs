using Lakehouse.Medallion.Hashes;

namespace Lakehouse.Medallion.Parity;

/// <summary>What a table holds in one of the roots.</summary>
/// <param name="Version">The version that was looked at.</param>
/// <param name="Hash">Of all rows.</param>
/// <param name="Keys">Of the key columns of all rows; null for a table without a key.</param>
public sealed record TableContent(long Version, ContentHash Hash, ContentHash? Keys);
