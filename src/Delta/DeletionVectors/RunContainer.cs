using System.Buffers.Binary;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>A set of ranges: pairs of a first number and how many follow it.</summary>
internal sealed class RunContainer : Container
{
    private readonly ushort[] _runs;

    private RunContainer(ushort[] runs)
    {
        _runs = runs;
        for (var i = 0; i < runs.Length; i += 2) Count += runs[i + 1] + 1;
    }

    public override int Count { get; }

    public override int SerializedBytes => BytesOf(_runs.Length / 2);

    public static int BytesOf(int runs) => sizeof(ushort) + runs * 2 * sizeof(ushort);

    /// <param name="source">The runs, without their number in front.</param>
    /// <exception cref="InvalidDataException">The ranges overlap or leave the container.</exception>
    public static RunContainer Read(ReadOnlySpan<byte> source)
    {
        var runs = ReadUInt16s(source);
        var free = 0;
        for (var i = 0; i < runs.Length; i += 2)
        {
            if (runs[i] < free || runs[i] + runs[i + 1] >= Range)
                throw new InvalidDataException("the runs of rows overlap or are too long");
            free = runs[i] + runs[i + 1] + 1;
        }
        return new RunContainer(runs);
    }

    public static RunContainer Of(ReadOnlySpan<ulong> bits, int count)
    {
        var runs = new ushort[2 * count];
        var next = -2;
        var before = -2;
        foreach (var value in ValuesOf(bits.ToArray()))
        {
            if (value == before + 1) runs[next + 1]++;
            else runs[next += 2] = value;
            before = value;
        }
        return new RunContainer(runs);
    }

    public override bool Contains(ushort value)
    {
        var (low, high) = (0, _runs.Length / 2 - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (value < _runs[2 * middle]) high = middle - 1;
            else if (value <= _runs[2 * middle] + _runs[2 * middle + 1]) return true;
            else low = middle + 1;
        }
        return false;
    }

    public override IEnumerable<ushort> Values()
    {
        for (var i = 0; i < _runs.Length; i += 2)
            for (var value = (int)_runs[i]; value <= _runs[i] + _runs[i + 1]; value++) yield return (ushort)value;
    }

    public override void SetBits(Span<ulong> bits)
    {
        foreach (var value in Values()) bits[value >> 6] |= 1UL << (value & 63);
    }

    public override void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)(_runs.Length / 2));
        WriteUInt16s(target[sizeof(ushort)..], _runs);
    }
}
