using System.Buffers.Binary;

namespace Lakehouse.TestKit.Shop;

/// <summary>
/// Gzip whose bytes do not depend on the compressor of the runtime: stored blocks (RFC 1951, 3.2.4) in plain members (RFC 1952).
/// </summary>
internal static class StoredGzip
{
    private const int BlockBytes = 65_535;
    private static readonly byte[] Header = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];

    /// <summary>Packs the bytes into that many members of about the same size.</summary>
    public static byte[] Pack(byte[] bytes, int members)
    {
        using var packed = new MemoryStream();
        for (var m = 0; m < members; m++)
        {
            var (start, end) = (bytes.Length * m / members, bytes.Length * (m + 1) / members);
            WriteMember(packed, bytes.AsSpan(start, end - start));
        }
        return packed.ToArray();
    }

    private static void WriteMember(MemoryStream packed, ReadOnlySpan<byte> bytes)
    {
        packed.Write(Header);
        Span<byte> block = stackalloc byte[5];
        for (var rest = bytes; ;)
        {
            var length = Math.Min(rest.Length, BlockBytes);
            block[0] = length == rest.Length ? (byte)1 : (byte)0;
            BinaryPrimitives.WriteUInt16LittleEndian(block[1..], (ushort)length);
            BinaryPrimitives.WriteUInt16LittleEndian(block[3..], (ushort)(0xFFFF - length));
            packed.Write(block);
            packed.Write(rest[..length]);
            rest = rest[length..];
            if (block[0] == 1)
            {
                break;
            }
        }
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32(bytes));
        BinaryPrimitives.WriteInt32LittleEndian(trailer[4..], bytes.Length);
        packed.Write(trailer);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB8_8320;
            }
        }
        return ~crc;
    }
}
