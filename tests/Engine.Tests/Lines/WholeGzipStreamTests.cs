using System.IO.Compression;
using System.Text;
using Lakehouse.Engine.Lines;
using Xunit;

namespace Lakehouse.Engine.Tests.Lines;

public sealed class WholeGzipStreamTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 200).Select(i => $"{{\"id\":{i},\"text\":\"line {i * i}\"}}\n")));

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Data_cut_after_any_byte_is_refused(CompressionLevel level)
    {
        var packed = Pack(Content, level);
        for (var length = 1; length < packed.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Unpack(packed[..length]));
        }
        Assert.Equal(Content, Unpack(packed));
    }

    [Fact]
    public void A_second_member_cut_after_any_byte_is_refused()
    {
        var first = Pack(Content);
        byte[] both = [.. first, .. Pack("one more line\n"u8.ToArray())];
        for (var length = first.Length + 1; length < both.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Unpack(both[..length]));
        }
        Assert.Equal([.. Content, .. "one more line\n"u8], Unpack(both));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void A_damaged_bit_is_seen_or_changes_nothing(CompressionLevel level)
    {
        var packed = Pack(Content, level);
        var refused = 0;
        for (var bit = 0; bit < packed.Length * 8; bit++)
        {
            var damaged = packed.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.True(Content.AsSpan().SequenceEqual(Unpack(damaged)), $"bit {bit}");
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        // What may change without harm is the time, the flags and the system in the header.
        Assert.InRange(refused, (packed.Length - 10) * 8, packed.Length * 8);
    }

    [Fact]
    public void Content_of_any_length_around_the_size_of_a_buffer_is_whole()
    {
        var random = new Random(8);
        for (var length = (1 << 16) - 140; length <= (1 << 16) + 140; length += 7)
        {
            var content = new byte[length];
            random.NextBytes(content);
            Assert.Equal(content, Unpack(Pack(content)));
            Assert.Equal(content, Unpack([.. Pack(content[..(length / 2)]), .. Pack(content[(length / 2)..])]));
        }
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var stream = new WholeGzipStream(new MemoryStream(packed));
        using var unpacked = new MemoryStream();
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static byte[] Pack(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
        {
            gzip.Write(content);
        }
        return packed.ToArray();
    }
}
