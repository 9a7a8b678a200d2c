namespace Lakehouse.Engine.Json;

/// <summary>Steps over a value that nobody declared, as strictly as over a declared one, to any depth.</summary>
internal sealed class ValueSkipper(MemberNames names)
{
    private const int Array = 0;

    private readonly List<int> _open = [];
    private byte[] _scratch = new byte[256];

    /// <summary>Steps over the next value; false when its grammar is broken.</summary>
    /// <param name="cursor">Stands before the value.</param>
    /// <param name="duplicate">Whether an object inside holds a name twice.</param>
    public bool TrySkip(ref JsonCursor cursor, out bool duplicate)
    {
        duplicate = false;
        _open.Clear();
        while (TryStart(ref cursor, ref duplicate, out var opened))
        {
            if (opened)
            {
                continue;
            }
            while (true)
            {
                if (_open.Count == 0)
                {
                    return true;
                }
                var around = _open[^1];
                if (cursor.TryTake((byte)','))
                {
                    if (around != Array && !TryName(ref cursor, around, ref duplicate))
                    {
                        return false;
                    }
                    break;
                }
                if (!cursor.TryTake(around == Array ? (byte)']' : (byte)'}'))
                {
                    return false;
                }
                _open.RemoveAt(_open.Count - 1);
            }
        }
        return false;
    }

    // A scalar or an empty container is over when this returns; of any other container only the beginning is read.
    private bool TryStart(ref JsonCursor cursor, ref bool duplicate, out bool opened)
    {
        opened = false;
        switch (cursor.Peek())
        {
            case (byte)'{':
                cursor.Skip();
                if (cursor.TryTake((byte)'}'))
                {
                    return true;
                }
                opened = true;
                _open.Add(names.Open());
                return TryName(ref cursor, _open[^1], ref duplicate);
            case (byte)'[':
                cursor.Skip();
                if (!cursor.TryTake((byte)']'))
                {
                    opened = true;
                    _open.Add(Array);
                }
                return true;
            case (byte)'"':
                return cursor.TryString(out _);
            case (byte)'t':
                return cursor.TryLiteral("true"u8);
            case (byte)'f':
                return cursor.TryLiteral("false"u8);
            case (byte)'n':
                return cursor.TryLiteral("null"u8);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return cursor.TryNumber(out _);
            default:
                return false;
        }
    }

    private bool TryName(ref JsonCursor cursor, int owner, ref bool duplicate)
    {
        if (cursor.Peek() != '"' || !cursor.TryString(out var name) || !cursor.TryTake((byte)':'))
        {
            return false;
        }
        duplicate |= !names.Add(owner, name.Decode(ref _scratch));
        return true;
    }
}
