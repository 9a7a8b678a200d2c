using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lakehouse.Engine.Json;

/// <summary>
/// Walks the tokens of one JSON text (RFC 8259) of valid UTF-8. Every <c>Try</c> method answers false where the grammar
/// is broken, and the cursor is of no more use then.
/// </summary>
internal unsafe ref struct JsonCursor(byte* text, int length)
{
    private readonly byte* _end = text + length;
    private byte* _at = text;

    /// <summary>The next byte that is no white space, or 0 at the end (no JSON token starts with NUL).</summary>
    public byte Peek()
    {
        while (_at < _end)
        {
            var c = *_at;
            if (c > ' ')
            {
                return c;
            }
            if (c is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                return 0;
            }
            _at++;
        }
        return 0;
    }

    /// <summary>The byte that comes next.</summary>
    public readonly byte* Position => _at;

    /// <summary>Whether only white space is left.</summary>
    public bool AtEnd() => Peek() == 0 && _at == _end;

    /// <summary>Steps over the byte that <see cref="Peek"/> showed.</summary>
    public void Skip() => _at++;

    /// <summary>Steps over <paramref name="expected"/> if it is next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(byte expected)
    {
        if (Peek() != expected)
        {
            return false;
        }
        _at++;
        return true;
    }

    /// <summary>Reads a string whose opening quote is next; its text may hold escapes.</summary>
    public bool TryString(out JsonText value)
    {
        value = default;
        var start = ++_at;
        var escaped = false;
        while (true)
        {
            SkipPlain();
            if (_at >= _end)
            {
                return false;
            }
            if (*_at == '"')
            {
                value = new JsonText(start, (int)(_at - start), escaped);
                _at++;
                return true;
            }
            if (*_at != '\\' || !TrySkipEscape())
            {
                return false;
            }
            escaped = true;
        }
    }

    /// <summary>Reads a number, its first byte being next.</summary>
    public bool TryNumber(out JsonText value)
    {
        value = default;
        var start = _at;
        if (*_at == '-')
        {
            _at++;
        }
        if (_at < _end && *_at == '0')
        {
            _at++;
        }
        else if (SkipDigits() == 0)
        {
            return false;
        }
        if (_at < _end && *_at == '.')
        {
            _at++;
            if (SkipDigits() == 0)
            {
                return false;
            }
        }
        if (_at < _end && *_at is (byte)'e' or (byte)'E')
        {
            _at++;
            if (_at < _end && *_at is (byte)'+' or (byte)'-')
            {
                _at++;
            }
            if (SkipDigits() == 0)
            {
                return false;
            }
        }
        value = new JsonText(start, (int)(_at - start), false);
        return true;
    }

    /// <summary>Steps over <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public bool TryLiteral(ReadOnlySpan<byte> literal)
    {
        if (_end - _at < literal.Length || !new ReadOnlySpan<byte>(_at, literal.Length).SequenceEqual(literal))
        {
            return false;
        }
        _at += literal.Length;
        return true;
    }

    // To the next quote, backslash or control character, sixteen bytes at a time while there are so many.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipPlain()
    {
        while (_end - _at >= Vector128<byte>.Count)
        {
            var bytes = Vector128.Load(_at);
            var special = Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(bytes, Vector128.Create((byte)' '));
            var mask = special.ExtractMostSignificantBits();
            if (mask != 0)
            {
                _at += BitOperations.TrailingZeroCount(mask);
                return;
            }
            _at += Vector128<byte>.Count;
        }
        while (_at < _end && *_at is not ((byte)'"' or (byte)'\\') && *_at >= ' ')
        {
            _at++;
        }
    }

    private int SkipDigits()
    {
        var start = _at;
        while (_at < _end && unchecked((uint)(*_at - '0')) <= 9)
        {
            _at++;
        }
        return (int)(_at - start);
    }

    private bool TrySkipEscape()
    {
        if (_end - _at < 2)
        {
            return false;
        }
        var kind = _at[1];
        if (kind != 'u')
        {
            _at += 2;
            return kind is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r'
                or (byte)'t';
        }
        if (!TryCodeUnit(out var unit) || char.IsLowSurrogate(unit))
        {
            return false;
        }
        // Half a surrogate pair is no character and has no place in UTF-8.
        return !char.IsHighSurrogate(unit)
            || (_end - _at >= 2 && *_at == '\\' && TryCodeUnit(out var low) && char.IsLowSurrogate(low));
    }

    private bool TryCodeUnit(out char unit)
    {
        unit = default;
        if (_end - _at < 6 || _at[1] != 'u')
        {
            return false;
        }
        for (var i = 2; i < 6; i++)
        {
            if (!char.IsAsciiHexDigit((char)_at[i]))
            {
                return false;
            }
        }
        unit = JsonText.CodeUnit(new ReadOnlySpan<byte>(_at + 2, 4));
        _at += 6;
        return true;
    }
}
