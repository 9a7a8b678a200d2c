using System.Buffers.Binary;
using System.Numerics;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>A large set as one bit for each number.</summary>
internal sealed class BitmapContainer(ulong[] bits, int count) : Container
{
    /// <summary>Length of every serialised bitmap.</summary>
    public const int Bytes = Range / 8;

    public override int Count => count;

    public override int SerializedBytes => Bytes;

    /// <exception cref="InvalidDataException">Another number of bits is set than was said.</exception>
    public static BitmapContainer Read(ReadOnlySpan<byte> source, int count)
    {
        var bits = new ulong[WordCount];
        var found = 0;
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = BinaryPrimitives.ReadUInt64LittleEndian(source[(i * sizeof(ulong))..]);
            found += BitOperations.PopCount(bits[i]);
        }
        return found == count
            ? new BitmapContainer(bits, count)
            : throw new InvalidDataException($"a bitmap has {found} rows instead of {count}");
    }

    public override bool Contains(ushort value) => (bits[value >> 6] & (1UL << (value & 63))) != 0;

    public override IEnumerable<ushort> Values() => ValuesOf(bits);

    public override void SetBits(Span<ulong> target)
    {
        for (var i = 0; i < bits.Length; i++) target[i] |= bits[i];
    }

    public override void Write(Span<byte> target)
    {
        for (var i = 0; i < bits.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(target[(i * sizeof(ulong))..], bits[i]);
    }
}
