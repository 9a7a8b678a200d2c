using Lakehouse.Engine.Hashing;

namespace Lakehouse.Engine.Json;

/// <summary>
/// The member names of one record that are kept to see a second one of the same object. Memory follows the length of
/// the record, however deep or wide its objects are.
/// </summary>
internal sealed class MemberNames
{
    private const int SmallTable = 64;

    private byte[] _bytes = new byte[256];
    private (int Start, int Length, int Object)[] _names = new (int, int, int)[16];
    private int[] _slots = new int[SmallTable];
    private int _used;
    private int _count;
    private int _objects;

    /// <summary>Forgets the last record.</summary>
    public void Clear()
    {
        if (_objects == 0)
        {
            return;
        }
        if (_slots.Length > SmallTable)
        {
            _slots = new int[SmallTable];
        }
        else if (_count > 0)
        {
            Array.Clear(_slots);
        }
        (_used, _count, _objects) = (0, 0, 0);
    }

    /// <summary>Begins an object and gives its number, from 1.</summary>
    public int Open() => ++_objects;

    /// <summary>Adds a member of an object; false when it was there.</summary>
    public bool Add(int owner, ReadOnlySpan<byte> name)
    {
        if (_count * 2 >= _slots.Length)
        {
            Grow();
        }
        var slot = FindSlot(owner, name);
        if (_slots[slot] != 0)
        {
            return false;
        }
        if (_count == _names.Length)
        {
            Array.Resize(ref _names, _count * 2);
        }
        if (_bytes.Length - _used < name.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + name.Length));
        }
        name.CopyTo(_bytes.AsSpan(_used));
        _names[_count++] = (_used, name.Length, owner);
        _used += name.Length;
        _slots[slot] = _count;
        return true;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 4];
        for (var i = 0; i < _count; i++)
        {
            var (start, length, owner) = _names[i];
            _slots[FindSlot(owner, _bytes.AsSpan(start, length))] = i + 1;
        }
    }

    // A slot holds the number of a name, counted from 1; the table is a power of two and at most half full.
    private int FindSlot(int owner, ReadOnlySpan<byte> name)
    {
        var mask = _slots.Length - 1;
        var slot = unchecked((int)XxHash64.HashToUInt64(name, owner)) & mask;
        while (_slots[slot] != 0 && !IsName(_slots[slot] - 1, owner, name))
        {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private bool IsName(int index, int owner, ReadOnlySpan<byte> name)
    {
        var (start, length, o) = _names[index];
        return o == owner && _bytes.AsSpan(start, length).SequenceEqual(name);
    }
}
