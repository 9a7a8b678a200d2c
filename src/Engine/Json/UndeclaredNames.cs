using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Json;

/// <summary>Fills the list of each record's members that nobody declared; null where there are none.</summary>
internal sealed class UndeclaredNames
{
    private const int LongestBytes = 200;

    private readonly byte[] _path = new byte[LongestBytes];
    private VectorWriter _lists;
    private VectorWriter _names;
    private int _count;
    private int _room;
    private int _start;

    /// <summary>Points the writer at the list vector of a new chunk, all lists null.</summary>
    public void Bind(VectorWriter lists, int rowCount)
    {
        _lists = lists;
        _lists.SetAllNull(rowCount);
        (_count, _room, _start) = (0, 0, 0);
    }

    /// <summary>Begins a record.</summary>
    public void Begin() => _start = _count;

    /// <summary>Forgets what this record had so far.</summary>
    public void Rewind() => _count = _start;

    /// <summary>Ends a record.</summary>
    public void End(int row)
    {
        if (_count > _start)
        {
            _lists.SetValid(row);
            _lists.WriteRange(row, _start, _count - _start);
        }
    }

    /// <summary>Ends a chunk.</summary>
    public void Complete() => _lists.SetElementCount(_count);

    /// <summary>Adds a member of an object; what is longer than 200 bytes is cut.</summary>
    public void Add(FieldNode around, ReadOnlySpan<byte> name)
    {
        if (_count == _room)
        {
            _room = Math.Max(_room * 2, 256);
            _names = _lists.ReserveElements(_room);
        }
        if (around.MemberPrefix.Length == 0 && name.Length <= LongestBytes)
        {
            _names.WriteBytes(_count++, name);
            return;
        }
        var prefix = Cut(around.MemberPrefix);
        prefix.CopyTo(_path);
        var rest = Cut(name, LongestBytes - prefix.Length);
        rest.CopyTo(_path.AsSpan(prefix.Length));
        _names.WriteBytes(_count++, _path.AsSpan(0, prefix.Length + rest.Length));
    }

    // At the beginning of a character, so that it stays UTF-8.
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int most = LongestBytes)
    {
        if (text.Length <= most)
        {
            return text;
        }
        while (most > 0 && (text[most] & 0xC0) == 0x80)
        {
            most--;
        }
        return text[..most];
    }
}
