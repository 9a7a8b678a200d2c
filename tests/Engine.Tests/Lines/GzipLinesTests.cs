using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Lakehouse.Engine.Tests.Lines;

public sealed class GzipLinesTests : IDisposable
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"id\":{i},\"text\":\"line {i * i}\"}}\n")));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void A_whole_file_is_unpacked(CompressionLevel level)
    {
        var packed = Pack(Content, level);
        var read = Read(packed);
        Assert.Equal(Content, Joined(read));
        var result = Assert.Single(read.Results);
        Assert.Equal((40, Convert.ToHexStringLower(SHA256.HashData(packed))), (result.Lines, result.Sha256));
    }

    [Fact]
    public void Members_follow_each_other_and_may_cut_lines()
    {
        var members = Content.Chunk(37).SelectMany(part => Pack(part)).ToArray();
        Assert.Equal(Content, Joined(Read(members)));
        Assert.Equal(Content, Joined(Read([.. Pack([]), .. members, .. Pack([])])));
    }

    [Fact]
    public void A_member_of_nothing_is_a_file_without_lines()
    {
        var read = Read(Pack([]));
        Assert.Null(read.Error);
        Assert.Equal(0, Assert.Single(read.Results).Lines);
    }

    [Fact]
    public void Anything_behind_the_last_member_is_refused()
    {
        byte[][] tails =
        [
            [0], [0x1F], [0x1F, 0x8B], [0x1F, 0x8B, 8], "garbage"u8.ToArray(), new byte[512], [.. new byte[70_000]],
            Content, [.. "x"u8, .. Pack(Content)], [0x50, 0x4B, 3, 4],
        ];
        foreach (var tail in tails)
        {
            AssertRefused([.. Pack(Content), .. tail], $"{tail.Length} bytes behind");
        }
    }

    [Fact]
    public void What_is_no_gzip_data_is_refused()
    {
        AssertRefused([], "nothing");
        AssertRefused(Content, "plain text");
        AssertRefused("PK\u0003\u0004"u8.ToArray(), "zip");
    }

    [Fact]
    public void Much_data_of_many_blocks_is_unpacked()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 600_000).Select(i => $"line {i}\n")));
        var read = Read([.. Pack(content[..3_000_000]), .. Pack(content[3_000_000..])]);
        Assert.Equal(600_000, read.Lines["x"].Count);
        Assert.True(content.AsSpan().SequenceEqual(Joined(read)));
    }

    private static byte[] Joined(LandedLines read)
    {
        using var joined = new MemoryStream();
        foreach (var line in read.Lines["x"])
        {
            joined.Write(line);
            joined.WriteByte((byte)'\n');
        }
        return joined.ToArray();
    }

    private static byte[] Pack(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
        {
            gzip.Write(content);
        }
        // .NET writes nothing at all for no content.
        return packed.Length > 0 ? packed.ToArray() : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private void AssertRefused(byte[] packed, string what)
    {
        var read = Read(packed);
        Assert.True(read.Error is not null, what);
        Assert.Equal("its gzip data is damaged or cut off", Assert.Single(read.Results).Refusal);
    }

    private LandedLines Read(byte[] packed) =>
        LandedLines.Read(2, LandedLines.Listed("x", _folder.Write("x.gz", packed), gzip: true));
}
