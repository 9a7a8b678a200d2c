using System.Collections;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>The positions of a data file's deleted rows, from 0; never changes.</summary>
/// <remarks>A Roaring bitmap of 64 bits: one container for each range of 65,536 rows that has deleted ones.</remarks>
public sealed class DeletionVector : IEnumerable<long>
{
    /// <summary>The least row position that no deletion vector can hold.</summary>
    public const long RowLimit = (long)int.MaxValue << 32;

    private readonly long[] _keys;
    private readonly Container[] _containers;

    internal DeletionVector(long[] keys, Container[] containers)
    {
        _keys = keys;
        _containers = containers;
        Cardinality = containers.Sum(container => (long)container.Count);
    }

    /// <summary>No rows.</summary>
    public static DeletionVector Empty { get; } = new([], []);

    /// <summary>Number of deleted rows.</summary>
    public long Cardinality { get; }

    internal IReadOnlyList<long> Keys => _keys;

    internal IReadOnlyList<Container> Containers => _containers;

    /// <summary>The vector of some positions, in any order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position is negative or not below <see cref="RowLimit"/>.</exception>
    public static DeletionVector Of(IEnumerable<long> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var builder = new DeletionVectorBuilder();
        foreach (var row in rows) builder.Add(row);
        return builder.Build();
    }

    /// <summary>Whether the row at a position is deleted.</summary>
    public bool Contains(long row)
    {
        var index = Array.BinarySearch(_keys, row >> 16);
        return index >= 0 && _containers[index].Contains((ushort)(row & 0xFFFF));
    }

    /// <summary>The rows of both.</summary>
    public DeletionVector Union(DeletionVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Combine(this, other, (one, two) => one | two);
    }

    /// <summary>The rows of this that the other does not have.</summary>
    public DeletionVector Except(DeletionVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Combine(this, other, (one, two) => one & ~two);
    }

    /// <summary>The positions, ascending.</summary>
    public IEnumerator<long> GetEnumerator()
    {
        for (var i = 0; i < _keys.Length; i++)
            foreach (var value in _containers[i].Values()) yield return (_keys[i] << 16) | value;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static DeletionVector Combine(DeletionVector one, DeletionVector two, Func<ulong, ulong, ulong> combine)
    {
        var keys = new List<long>();
        var containers = new List<Container>();
        var (left, right) = (new ulong[Container.WordCount], new ulong[Container.WordCount]);
        foreach (var key in one._keys.Union(two._keys).Order())
        {
            one.CopyBits(key, left);
            two.CopyBits(key, right);
            for (var i = 0; i < left.Length; i++) left[i] = combine(left[i], right[i]);
            if (Container.Of(left) is not { } container) continue;
            keys.Add(key);
            containers.Add(container);
        }
        return new DeletionVector([.. keys], [.. containers]);
    }

    private void CopyBits(long key, ulong[] bits)
    {
        Array.Clear(bits);
        var index = Array.BinarySearch(_keys, key);
        if (index >= 0) _containers[index].SetBits(bits);
    }
}
