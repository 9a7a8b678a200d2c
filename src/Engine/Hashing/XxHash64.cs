using System.Buffers.Binary;
using System.Numerics;

namespace Lakehouse.Engine.Hashing;

/// <summary>
/// The XXH64 hash, with the names of the System.IO.Hashing package so that it can take this file's place.
/// </summary>
/// <remarks>Algorithm: xxHash fast digest algorithm, XXH64. With seed 42 it equals Spark's <c>xxhash64</c> of a string.</remarks>
public static class XxHash64
{
    private const ulong Prime1 = 11400714785074694791;
    private const ulong Prime2 = 14029467366897019727;
    private const ulong Prime3 = 1609587929392839161;
    private const ulong Prime4 = 9650029242287828579;
    private const ulong Prime5 = 2870177450012600261;

    /// <summary>The hash of <paramref name="source"/>.</summary>
    public static ulong HashToUInt64(ReadOnlySpan<byte> source, long seed = 0)
    {
        unchecked
        {
            var start = (ulong)seed;
            var rest = source;
            ulong hash;
            if (source.Length >= 32)
            {
                var (a, b, c, d) = (start + Prime1 + Prime2, start + Prime2, start, start - Prime1);
                for (; rest.Length >= 32; rest = rest[32..])
                {
                    a = Round(a, Word(rest));
                    b = Round(b, Word(rest[8..]));
                    c = Round(c, Word(rest[16..]));
                    d = Round(d, Word(rest[24..]));
                }
                hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
                    + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
                hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
            }
            else
            {
                hash = start + Prime5;
            }
            return Finish(hash + (ulong)source.Length, rest);
        }
    }

    private static ulong Finish(ulong hash, ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            for (; rest.Length >= 8; rest = rest[8..])
            {
                hash = BitOperations.RotateLeft(hash ^ Round(0, Word(rest)), 27) * Prime1 + Prime4;
            }
            if (rest.Length >= 4)
            {
                hash ^= BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1;
                hash = BitOperations.RotateLeft(hash, 23) * Prime2 + Prime3;
                rest = rest[4..];
            }
            foreach (var b in rest)
            {
                hash = BitOperations.RotateLeft(hash ^ (b * Prime5), 11) * Prime1;
            }
            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }

    private static ulong Word(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt64LittleEndian(source);

    private static ulong Round(ulong sum, ulong word) =>
        unchecked(BitOperations.RotateLeft(sum + word * Prime2, 31) * Prime1);

    private static ulong Merge(ulong hash, ulong sum) => unchecked((hash ^ Round(0, sum)) * Prime1 + Prime4);
}
