using System.Buffers;

namespace Lakehouse.Delta.Actions;

/// <summary>
/// A line that adds a file in the common form: members that every file has, without blanks, and texts without escapes.
/// </summary>
internal ref struct AddLine
{
    private const int MaxDigits = 18;

    private static readonly SearchValues<byte> EndOfText =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(control => (byte)control), (byte)'"', (byte)'\\']);

    public long Size;
    public long ModificationTime;
    public bool DataChange = true;

    private ReadOnlySpan<byte> _rest;
    private Members _seen;

    public AddLine(ReadOnlySpan<byte> line) => _rest = line;

    [Flags]
    private enum Members
    {
        None = 0,
        Path = 1,
        PartitionValues = 2,
        Size = 4,
        ModificationTime = 8,
        DataChange = 16,
        Stats = 32,
    }

    public ReadOnlySpan<byte> Path { get; private set; }

    /// <summary>The partition values as JSON; empty when there are none.</summary>
    public ReadOnlySpan<byte> PartitionValues { get; private set; }

    public readonly bool HasStats => (_seen & Members.Stats) != 0;

    /// <summary>The statistics, each quote and backslash behind a backslash.</summary>
    public ReadOnlySpan<byte> EscapedStats { get; private set; }

    /// <summary>Reads the line; false when it is of another form, or no add.</summary>
    public bool TryRead()
    {
        if (!Skips("{\"add\":{"u8)) return false;
        do
        {
            var member = ReadMember();
            if (member == Members.None || (_seen & member) != 0) return false;
            _seen |= member;
        }
        while (Skips(","u8));
        const Members needed = Members.Path | Members.Size;
        return _rest.SequenceEqual("}}"u8) && (_seen & needed) == needed && !PathEncoding.IsEncoded(Path);
    }

    private Members ReadMember()
    {
        if (Skips("\"path\":"u8)) return TryPath() ? Members.Path : Members.None;
        if (Skips("\"partitionValues\":"u8)) return TryPartitionValues() ? Members.PartitionValues : Members.None;
        if (Skips("\"size\":"u8)) return TryNumber(out Size) ? Members.Size : Members.None;
        if (Skips("\"modificationTime\":"u8))
            return TryNumber(out ModificationTime) ? Members.ModificationTime : Members.None;
        if (Skips("\"dataChange\":"u8)) return TryDataChange() ? Members.DataChange : Members.None;
        return Skips("\"stats\":"u8) && TryStats() ? Members.Stats : Members.None;
    }

    private bool Skips(ReadOnlySpan<byte> text)
    {
        if (!_rest.StartsWith(text)) return false;
        _rest = _rest[text.Length..];
        return true;
    }

    private bool TryPath()
    {
        var start = _rest;
        if (!SkipsText()) return false;
        Path = start[1..(start.Length - _rest.Length - 1)];
        return true;
    }

    /// <summary>Finds the end; whether it is an object of texts is for who reads it.</summary>
    private bool TryPartitionValues()
    {
        var start = _rest;
        if (!Skips("{"u8)) return false;
        while (!Skips("}"u8))
            if (!Skips(":"u8) && !Skips(","u8) && !Skips("null"u8) && !SkipsText()) return false;
        PartitionValues = start[..(start.Length - _rest.Length)];
        return true;
    }

    private bool TryNumber(out long number)
    {
        number = 0;
        var digits = 0;
        for (; digits < _rest.Length && _rest[digits] is >= (byte)'0' and <= (byte)'9'; digits++)
        {
            if (digits == MaxDigits) return false;
            number = (10 * number) + (_rest[digits] - '0');
        }
        if (digits == 0 || (digits > 1 && _rest[0] == '0')) return false;
        _rest = _rest[digits..];
        return true;
    }

    private bool TryDataChange()
    {
        DataChange = Skips("true"u8);
        return DataChange || Skips("false"u8);
    }

    private bool TryStats()
    {
        var start = _rest;
        if (!Skips("\""u8)) return false;
        while (_rest.IndexOfAny(EndOfText) is var end and >= 0)
        {
            _rest = _rest[end..];
            if (Skips("\""u8))
            {
                EscapedStats = start[1..(start.Length - _rest.Length - 1)];
                return true;
            }
            if (!Skips("\\\""u8) && !Skips("\\\\"u8)) return false;
        }
        return false;
    }

    private bool SkipsText()
    {
        if (!Skips("\""u8)) return false;
        var end = _rest.IndexOfAny(EndOfText);
        if (end < 0 || _rest[end] != '"') return false;
        _rest = _rest[(end + 1)..];
        return true;
    }
}
