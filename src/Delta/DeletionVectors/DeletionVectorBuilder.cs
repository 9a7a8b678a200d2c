namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Collects deleted rows, in any order; memory follows the ranges of 65,536 rows that are touched.</summary>
public sealed class DeletionVectorBuilder
{
    private readonly Dictionary<long, ulong[]> _ranges = [];
    private ulong[]? _current;
    private long _currentKey = -1;

    /// <summary>Adds a row; one that is there already changes nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The position is negative or not below <see cref="DeletionVector.RowLimit"/>.
    /// </exception>
    public void Add(long row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, DeletionVector.RowLimit);
        var bits = Range(row >> 16);
        var value = (int)(row & 0xFFFF);
        bits[value >> 6] |= 1UL << (value & 63);
    }

    /// <summary>The rows that were added.</summary>
    public DeletionVector Build()
    {
        var built = _ranges.Select(range => (range.Key, Container: Container.Of(range.Value)))
            .Where(range => range.Container is not null)
            .OrderBy(range => range.Key)
            .ToList();
        return new DeletionVector(
            [.. built.Select(range => range.Key)], [.. built.Select(range => range.Container!)]);
    }

    private ulong[] Range(long key)
    {
        if (key == _currentKey) return _current!;
        if (!_ranges.TryGetValue(key, out var bits)) _ranges.Add(key, bits = new ulong[Container.WordCount]);
        (_currentKey, _current) = (key, bits);
        return bits;
    }
}
