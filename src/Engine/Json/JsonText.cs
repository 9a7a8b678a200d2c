using System.Text;

namespace Lakehouse.Engine.Json;

/// <summary>A token's text inside the record: a number, or what stands between the quotes of a string.</summary>
internal readonly unsafe struct JsonText(byte* start, int length, bool escaped)
{
    /// <summary>Whether the text holds escape sequences.</summary>
    public bool Escaped { get; } = escaped;

    /// <summary>The bytes as they stand in the record.</summary>
    public ReadOnlySpan<byte> Raw => new(start, length);

    /// <summary>The text that a valid string stands for; <paramref name="scratch"/> is used and grown if it holds escapes.</summary>
    public ReadOnlySpan<byte> Decode(ref byte[] scratch)
    {
        if (!Escaped)
        {
            return Raw;
        }
        if (scratch.Length < length)
        {
            scratch = new byte[Math.Max(length, 256)];
        }
        return scratch.AsSpan(0, Unescape(Raw, scratch));
    }

    // An escape is never shorter than the UTF-8 it stands for, so the result fits where the source did.
    private static int Unescape(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = 0;
        while (true)
        {
            var plain = source.IndexOf((byte)'\\');
            if (plain < 0)
            {
                source.CopyTo(target[written..]);
                return written + source.Length;
            }
            source[..plain].CopyTo(target[written..]);
            written += plain;
            var kind = source[plain + 1];
            if (kind == 'u')
            {
                var unit = CodeUnit(source[(plain + 2)..]);
                var pair = char.IsHighSurrogate(unit);
                var rune = pair ? new Rune(unit, CodeUnit(source[(plain + 8)..])) : new Rune(unit);
                written += rune.EncodeToUtf8(target[written..]);
                source = source[(plain + (pair ? 12 : 6))..];
                continue;
            }
            target[written++] = kind switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                _ => kind,
            };
            source = source[(plain + 2)..];
        }
    }

    /// <summary>The value of four hexadecimal digits.</summary>
    internal static char CodeUnit(ReadOnlySpan<byte> hex)
    {
        var value = 0;
        foreach (var c in hex[..4])
        {
            value = value * 16 + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        return (char)value;
    }
}
