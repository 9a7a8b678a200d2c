using System.Buffers.Binary;

namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>Where each value of variable size begins and ends, in 32 or 64 bits.</summary>
/// <param name="bytes">One offset more than there are values; empty for none.</param>
/// <param name="isLarge">Whether they have 64 bits.</param>
/// <param name="end">What no offset may exceed.</param>
internal sealed class Offsets(ReadOnlyMemory<byte> bytes, bool isLarge, int end)
{
    public static int SizeOf(bool isLarge) => isLarge ? 8 : 4;

    public (int Start, int Count) Range(int index)
    {
        var (start, stop) = (At(index), At(index + 1));
        return start >= 0 && start <= stop && stop <= end
            ? ((int)start, (int)(stop - start))
            : throw ArrowErrors.Broken("offsets of values do not ascend, or lie outside of their buffer");
    }

    private long At(int index) => isLarge
        ? BinaryPrimitives.ReadInt64LittleEndian(bytes.Span.Slice(index * 8, 8))
        : BinaryPrimitives.ReadInt32LittleEndian(bytes.Span.Slice(index * 4, 4));
}
