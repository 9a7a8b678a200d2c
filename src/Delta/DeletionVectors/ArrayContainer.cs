namespace Lakehouse.Delta.DeletionVectors;

/// <summary>A small set as a sorted array.</summary>
internal sealed class ArrayContainer(ushort[] values) : Container
{
    public override int Count => values.Length;

    public override int SerializedBytes => values.Length * sizeof(ushort);

    /// <exception cref="InvalidDataException">The numbers do not ascend.</exception>
    public static ArrayContainer Read(ReadOnlySpan<byte> source)
    {
        var values = ReadUInt16s(source);
        for (var i = 1; i < values.Length; i++)
            if (values[i] <= values[i - 1]) throw new InvalidDataException("the rows of an array do not ascend");
        return new ArrayContainer(values);
    }

    public static ArrayContainer Of(ReadOnlySpan<ulong> bits, int count)
    {
        var values = new ushort[count];
        var next = 0;
        foreach (var value in ValuesOf(bits.ToArray())) values[next++] = value;
        return new ArrayContainer(values);
    }

    public override bool Contains(ushort value) => Array.BinarySearch(values, value) >= 0;

    public override IEnumerable<ushort> Values() => values;

    public override void SetBits(Span<ulong> bits)
    {
        foreach (var value in values) bits[value >> 6] |= 1UL << (value & 63);
    }

    public override void Write(Span<byte> target) => WriteUInt16s(target, values);
}
