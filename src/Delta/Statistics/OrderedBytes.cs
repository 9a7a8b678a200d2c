namespace Lakehouse.Delta.Statistics;

/// <summary>Bytes in their order without sign; for UTF-8 that is the order of the code points.</summary>
internal sealed class OrderedBytes(byte[] bytes) : IComparable
{
    private readonly byte[] _bytes = bytes;

    public int CompareTo(object? other) => _bytes.AsSpan().SequenceCompareTo(((OrderedBytes)other!)._bytes);
}
