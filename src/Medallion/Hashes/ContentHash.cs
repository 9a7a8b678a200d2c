using System.Numerics;

namespace Lakehouse.Medallion.Hashes;

/// <summary>
/// What a table or partition holds, whatever its order and files: the number of rows and the sums of two 60-bit numbers
/// taken from the MD5 of each row's canonical text.
/// </summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Sum1">Sum over the first 15 hexadecimal digits of the digests.</param>
/// <param name="Sum2">Sum over the next 15.</param>
public sealed record ContentHash(long Rows, BigInteger Sum1, BigInteger Sum2)
{
    /// <summary>The hash of no rows.</summary>
    public static readonly ContentHash Empty = new(0, 0, 0);

    /// <summary>The hash of both contents together.</summary>
    public ContentHash Add(ContentHash other) => new(Rows + other.Rows, Sum1 + other.Sum1, Sum2 + other.Sum2);

    /// <summary>Rows, then both sums, in decimal.</summary>
    public override string ToString() => $"{Rows}:{Sum1}:{Sum2}";
}
