namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Bytes as printable text, five characters for four bytes (ZeroMQ's RFC 32).</summary>
internal static class Z85
{
    private const string Alphabet =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    /// <summary>The text of bytes, whose number is a multiple of four.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % 4 != 0) throw new ArgumentException("the number of bytes is no multiple of four");
        var text = new char[bytes.Length / 4 * 5];
        for (var block = 0; block < bytes.Length / 4; block++)
        {
            var value = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes[(block * 4)..]);
            for (var place = 4; place >= 0; place--, value /= 85) text[block * 5 + place] = Alphabet[(int)(value % 85)];
        }
        return new string(text);
    }

    /// <exception cref="FormatException">The text is not of this form.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 5 != 0) throw new FormatException("its length is no multiple of five");
        var bytes = new byte[text.Length / 5 * 4];
        for (var block = 0; block < text.Length / 5; block++)
        {
            var value = 0UL;
            foreach (var character in text.Slice(block * 5, 5))
            {
                var digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
                if (digit < 0) throw new FormatException("it holds a character that the encoding lacks");
                value = value * 85 + (ulong)digit;
            }
            if (value > uint.MaxValue) throw new FormatException("five characters stand for more than four bytes");
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(block * 4), (uint)value);
        }
        return bytes;
    }
}
