using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Log;

/// <summary>
/// Data files by their key in little memory: their texts stay as they were read, and the action is made when it is asked
/// for. Never changes.
/// </summary>
internal sealed class FileTable : IReadOnlyDictionary<string, AddFile>
{
    private const long Free = -1;
    private const int Halves = 2;
    private const int WorthTwoThreads = 100_000;

    private readonly List<FileRows> _parts;

    // Hash and row of each key, at its hash or behind it; in the first or the second half by the hash's sign.
    private readonly long[] _slots;

    public FileTable(List<FileRows> parts)
    {
        _parts = parts;
        var rows = parts.Sum(part => part.Count);
        _slots = new long[(int)BitOperations.RoundUpToPowerOf2(2 * (uint)rows + Halves)];
        Array.Fill(_slots, Free);
        var halves = new (int Count, decimal Bytes)[Halves];
        if (rows < WorthTwoThreads)
        {
            for (var half = 0; half < Halves; half++) halves[half] = Fill(half);
        }
        else
        {
            Parallel.For(0, Halves, half => halves[half] = Fill(half));
        }
        Count = halves.Sum(half => half.Count);
        TotalBytes = halves.Sum(half => half.Bytes);
    }

    public int Count { get; }

    /// <summary>Sum of the sizes of the files.</summary>
    public decimal TotalBytes { get; }

    public IEnumerable<string> Keys => this.Select(entry => entry.Key);

    public IEnumerable<AddFile> Values
    {
        get
        {
            foreach (var part in _parts)
            {
                for (var i = 0; i < part.Count; i++)
                    if (!part.Rows[i].IsReplaced) yield return part.File(i);
            }
        }
    }

    public AddFile this[string key] =>
        TryGetValue(key, out var file) ? file : throw new KeyNotFoundException($"no file '{key}'");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int HashOf(ReadOnlySpan<byte> key)
    {
        var hash = new HashCode();
        hash.AddBytes(key);
        return hash.ToHashCode();
    }

    public bool ContainsKey(string key) => Find(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out AddFile value)
    {
        var index = Find(key);
        value = index >= 0 ? File(index) : null;
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, AddFile>> GetEnumerator() =>
        Values.Select(file => KeyValuePair.Create(file.Key, file)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(string key)
    {
        if (Count == 0) return -1;
        var bytes = Encoding.UTF8.GetBytes(key);
        var slot = _slots[SlotOf(bytes, HashOf(bytes))];
        return slot == Free ? -1 : RowAt(slot);
    }

    /// <summary>Gives the keys of one half their slots; of two files with the same key the later one counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int Count, decimal Bytes) Fill(int half)
    {
        var (count, bytes) = (0, 0m);
        for (var index = 0; index < _parts.Count; index++)
        {
            var part = _parts[index];
            for (var i = 0; i < part.Count; i++)
            {
                ref var row = ref part.Rows[i];
                if (HalfOf(row.Hash) != half) continue;
                ref var slot = ref _slots[SlotOf(part.Key(i), row.Hash)];
                if (slot == Free)
                {
                    count++;
                }
                else
                {
                    ref var earlier = ref Part(RowAt(slot)).Rows[RowAt(slot) % FileRows.Capacity];
                    bytes -= earlier.SizeBytes;
                    earlier.IsReplaced = true;
                }
                slot = unchecked(((long)row.Hash << 32) | (uint)((index * FileRows.Capacity) + i));
                bytes += row.SizeBytes;
            }
        }
        return (count, bytes);
    }

    private static int HalfOf(int hash) => hash >>> 31;

    /// <summary>The slot where a key is, or where it would be, in the half of the slots that is its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SlotOf(ReadOnlySpan<byte> key, int hash)
    {
        var size = _slots.Length / Halves;
        var start = HalfOf(hash) * size;
        for (var i = hash & (size - 1); ; i = (i + 1) & (size - 1))
        {
            var slot = _slots[start + i];
            if (slot == Free || ((int)(slot >> 32) == hash && KeyAt(RowAt(slot)).SequenceEqual(key))) return start + i;
        }
    }

    private static int RowAt(long slot) => unchecked((int)slot);

    private ReadOnlySpan<byte> KeyAt(int index) => Part(index).Key(index % FileRows.Capacity);

    private AddFile File(int index) => Part(index).File(index % FileRows.Capacity);

    private FileRows Part(int index) => _parts[index / FileRows.Capacity];
}
