using Lakehouse.Engine.Hashing;

namespace Lakehouse.Engine.Json;

/// <summary>The names met so far in one object, to see a second one of the same text; kept from object to object.</summary>
internal sealed class NameSet
{
    private const int LinearLimit = 8;

    private byte[] _bytes = new byte[256];
    private (int Start, int Length)[] _names = new (int, int)[LinearLimit];
    private int[] _slots = [];
    private int _used;
    private int _count;

    /// <summary>Forgets all names.</summary>
    public void Clear()
    {
        _used = 0;
        _count = 0;
    }

    /// <summary>Adds a name; false when it was there.</summary>
    public bool Add(ReadOnlySpan<byte> name)
    {
        if (_count < LinearLimit)
        {
            for (var i = 0; i < _count; i++)
            {
                if (Name(i).SequenceEqual(name))
                {
                    return false;
                }
            }
            Append(name);
            return true;
        }
        if (_slots.Length < _count * 2 || _count == LinearLimit)
        {
            Rehash();
        }
        var slot = FindSlot(name);
        if (_slots[slot] != 0)
        {
            return false;
        }
        Append(name);
        _slots[slot] = _count;
        return true;
    }

    private ReadOnlySpan<byte> Name(int index) => _bytes.AsSpan(_names[index].Start, _names[index].Length);

    private void Append(ReadOnlySpan<byte> name)
    {
        if (_count == _names.Length)
        {
            Array.Resize(ref _names, _count * 2);
        }
        if (_bytes.Length - _used < name.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + name.Length));
        }
        name.CopyTo(_bytes.AsSpan(_used));
        _names[_count++] = (_used, name.Length);
        _used += name.Length;
    }

    // Slots hold the number of a name counted from 1; a power of two of them, at most half full.
    private void Rehash()
    {
        var size = 64;
        while (size < _count * 4)
        {
            size *= 2;
        }
        if (_slots.Length >= size)
        {
            Array.Clear(_slots);
        }
        else
        {
            _slots = new int[size];
        }
        for (var i = 0; i < _count; i++)
        {
            _slots[FindSlot(Name(i))] = i + 1;
        }
    }

    private int FindSlot(ReadOnlySpan<byte> name)
    {
        var mask = _slots.Length - 1;
        var slot = unchecked((int)XxHash64.HashToUInt64(name)) & mask;
        while (_slots[slot] != 0 && !Name(_slots[slot] - 1).SequenceEqual(name))
        {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
