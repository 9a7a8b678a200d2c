using System.Buffers.Binary;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Bytes as printable text, five characters for four bytes (ZeroMQ's RFC 32).</summary>
internal static class Z85
{
    private const char Missing = '#';

    private const string Alphabet =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    /// <summary>The text of bytes, whose number is a multiple of four.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % 4 != 0) throw new ArgumentException("the number of bytes is no multiple of four");
        var text = new char[bytes.Length / 4 * 5];
        for (var block = 0; block < bytes.Length / 4; block++)
        {
            var value = BinaryPrimitives.ReadUInt32BigEndian(bytes[(block * 4)..]);
            for (var place = 4; place >= 0; place--, value /= 85) text[block * 5 + place] = Alphabet[(int)(value % 85)];
        }
        return new string(text);
    }

    /// <remarks>
    /// Some writers (those of the z85 crate) do not fill up the bytes but begin the last five characters, which could not
    /// begin so otherwise, with a # for each byte that is missing.
    /// </remarks>
    /// <exception cref="FormatException">The text is not of this form.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 5 != 0) throw new FormatException("its length is no multiple of five");
        var missing = text.Length == 0 ? 0 : Math.Max(0, text[^5..].IndexOfAnyExcept(Missing));
        if (missing > 3) throw new FormatException("its last characters stand for no byte");
        var bytes = new byte[text.Length / 5 * 4 - missing];
        Span<byte> four = stackalloc byte[4];
        for (var block = 0; block < text.Length / 5; block++)
        {
            var skipped = block == text.Length / 5 - 1 ? missing : 0;
            var value = Value(text.Slice(block * 5 + skipped, 5 - skipped));
            if (value >> (8 * (4 - skipped)) != 0)
                throw new FormatException("characters stand for more bytes than they may");
            BinaryPrimitives.WriteUInt32BigEndian(four, (uint)value);
            four[skipped..].CopyTo(bytes.AsSpan(block * 4));
        }
        return bytes;
    }

    private static ulong Value(ReadOnlySpan<char> digits)
    {
        var value = 0UL;
        foreach (var character in digits)
        {
            var digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0) throw new FormatException("it holds a character that the encoding lacks");
            value = value * 85 + (ulong)digit;
        }
        return value;
    }
}
