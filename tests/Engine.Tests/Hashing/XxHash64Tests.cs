using System.Text;
using Lakehouse.Engine.Hashing;
using Xunit;

namespace Lakehouse.Engine.Tests.Hashing;

public sealed class XxHash64Tests
{
    private const uint Prime32 = 2654435761;

    /// <summary>The self-test of the reference implementation: its generator of bytes, lengths and seeds.</summary>
    [Theory]
    [InlineData(0, 0, 0xEF46DB3751D8E999)]
    [InlineData(0, Prime32, 0xAC75FDA2929B17EF)]
    [InlineData(1, 0, 0xE934A84ADB052768)]
    [InlineData(1, Prime32, 0x5014607643A9B4C3)]
    [InlineData(4, 0, 0x9136A0DCA57457EE)]
    [InlineData(14, 0, 0x8282DCC4994E35C8)]
    [InlineData(14, Prime32, 0xC3BD6BF63DEB6DF0)]
    [InlineData(222, 0, 0xB641AE8CB691C174)]
    [InlineData(222, Prime32, 0x20CB8AB7AE10C14A)]
    public void The_hash_is_that_of_the_reference(int length, uint seed, ulong expected)
    {
        var bytes = new byte[length];
        ulong generator = Prime32;
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)(generator >> 56);
            generator = unchecked(generator * 11400714785074694797);
        }
        Assert.Equal(expected, XxHash64.HashToUInt64(bytes, seed));
    }

    [Theory]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void The_hash_of_a_text_is_the_published_one(string text, ulong expected) =>
        Assert.Equal(expected, XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text)));

    /// <summary>Seen on Spark 4: <c>SELECT xxhash64('abc')</c>.</summary>
    [Fact]
    public void With_seed_42_the_hash_is_that_of_Spark() =>
        Assert.Equal(1423657621850124518, unchecked((long)XxHash64.HashToUInt64("abc"u8, 42)));

    [Fact]
    public void Every_length_gives_another_hash()
    {
        var bytes = new byte[1000];
        var hashes = Enumerable.Range(0, bytes.Length + 1).Select(i => XxHash64.HashToUInt64(bytes.AsSpan(0, i)));
        Assert.Equal(bytes.Length + 1, hashes.Distinct().Count());
    }
}
