using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Tests.Yaml;

public sealed class SizeTextTests
{
    [Theory]
    [InlineData("1B", 1)]
    [InlineData("512MB", 512_000_000)]
    [InlineData("1.5GB", 1_500_000_000)]
    [InlineData("1 GiB", 1_073_741_824)]
    [InlineData("2kib", 2_048)]
    [InlineData("1TB", 1_000_000_000_000)]
    public void A_size_is_a_number_with_a_unit(string text, long expected)
    {
        Assert.True(SizeText.TryParse(text, out var sizeBytes));
        Assert.Equal(expected, sizeBytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("0GB")]
    [InlineData("-1GB")]
    [InlineData("1,5GB")]
    [InlineData("GB")]
    [InlineData("80%")]
    [InlineData("999999999TiB")]
    [InlineData("99999999999GB")]
    public void Anything_else_is_no_size(string text) => Assert.False(SizeText.TryParse(text, out _));
}
