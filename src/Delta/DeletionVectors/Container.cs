using System.Buffers.Binary;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>A set of numbers below 65,536, in one of the three forms of a Roaring bitmap; never changes.</summary>
internal abstract class Container
{
    /// <summary>How many numbers a container may hold.</summary>
    public const int Range = 65_536;

    /// <summary>Words of 64 bits that show every number as a bit.</summary>
    public const int WordCount = Range / 64;

    /// <summary>Arrays never hold more; bitmaps always do.</summary>
    public const int MaxArrayLength = 4_096;

    /// <summary>Numbers in the set, at least one.</summary>
    public abstract int Count { get; }

    /// <summary>Length of the serialised form in bytes.</summary>
    public abstract int SerializedBytes { get; }

    public abstract bool Contains(ushort value);

    /// <summary>The numbers, ascending.</summary>
    public abstract IEnumerable<ushort> Values();

    /// <summary>Sets the bit of every number.</summary>
    public abstract void SetBits(Span<ulong> bits);

    public abstract void Write(Span<byte> target);

    /// <summary>The smallest form of a set; null when it is empty.</summary>
    public static Container? Of(ReadOnlySpan<ulong> bits)
    {
        var (count, runs) = (0, 0);
        var carry = 0UL;
        foreach (var word in bits)
        {
            count += System.Numerics.BitOperations.PopCount(word);
            // A run starts at each set bit whose lower neighbour is not set.
            runs += System.Numerics.BitOperations.PopCount(word & ~((word << 1) | carry));
            carry = word >> 63;
        }
        if (count == 0) return null;
        var others = count <= MaxArrayLength ? count * sizeof(ushort) : BitmapContainer.Bytes;
        return RunContainer.BytesOf(runs) < others ? RunContainer.Of(bits, runs)
            : count <= MaxArrayLength ? ArrayContainer.Of(bits, count)
            : new BitmapContainer(bits.ToArray(), count);
    }

    /// <summary>The numbers of a bitmap, ascending.</summary>
    protected static IEnumerable<ushort> ValuesOf(ulong[] bits)
    {
        for (var index = 0; index < bits.Length; index++)
            for (var word = bits[index]; word != 0; word &= word - 1)
                yield return (ushort)(index * 64 + System.Numerics.BitOperations.TrailingZeroCount(word));
    }

    protected static ushort[] ReadUInt16s(ReadOnlySpan<byte> source)
    {
        var values = new ushort[source.Length / sizeof(ushort)];
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadUInt16LittleEndian(source[(i * sizeof(ushort))..]);
        return values;
    }

    protected static void WriteUInt16s(Span<byte> target, ReadOnlySpan<ushort> values)
    {
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(target[(i * sizeof(ushort))..], values[i]);
    }
}
