using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Tests.Contracts;

public sealed class ExactNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0.0", "0")]
    [InlineData("007", "7")]
    [InlineData("1.50", "1.5")]
    [InlineData("-0.05", "-0.05")]
    [InlineData("1e3", "1000")]
    [InlineData("1.25e1", "12.5")]
    [InlineData("125e-3", "0.125")]
    [InlineData("100e-2", "1")]
    [InlineData("12345678901234567890123456789012345678", "12345678901234567890123456789012345678")]
    public void A_number_has_one_canonical_text(string text, string canonical)
    {
        Assert.True(ExactNumber.TryParse(text, out var number));
        Assert.Equal(canonical, number.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("1e")]
    [InlineData("1e61")]
    [InlineData("1e-99999999999")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("١")]
    public void Anything_else_is_no_number(string text) => Assert.False(ExactNumber.TryParse(text, out _));

    [Theory]
    [InlineData("999.99", 5, 2, true)]
    [InlineData("1000", 5, 2, false)]
    [InlineData("0.001", 5, 2, false)]
    [InlineData("-999.99", 5, 2, true)]
    [InlineData("1e37", 38, 0, true)]
    [InlineData("1e38", 38, 0, false)]
    public void A_number_fits_a_decimal_without_rounding_or_not(string text, int precision, int scale, bool fits)
    {
        Assert.True(ExactNumber.TryParse(text, out var number));
        Assert.Equal(fits, number.Fits(precision, scale));
    }

    [Theory]
    [InlineData("2147483647", 32, true)]
    [InlineData("2147483648", 32, false)]
    [InlineData("-2147483648", 32, true)]
    [InlineData("9223372036854775807", 64, true)]
    [InlineData("9223372036854775808", 64, false)]
    [InlineData("1.5", 64, false)]
    [InlineData("1.0", 64, true)]
    public void A_number_fits_an_integer_or_not(string text, int bits, bool fits)
    {
        Assert.True(ExactNumber.TryParse(text, out var number));
        Assert.Equal(fits, number.FitsInteger(bits));
    }

    [Theory]
    [InlineData("1.5", "1.50", 0)]
    [InlineData("-1", "0.001", -1)]
    [InlineData("10", "9.99", 1)]
    public void Numbers_compare_by_value(string left, string right, int order)
    {
        Assert.True(ExactNumber.TryParse(left, out var a) & ExactNumber.TryParse(right, out var b));
        Assert.Equal(order, Math.Sign(a.CompareTo(b)));
    }
}
