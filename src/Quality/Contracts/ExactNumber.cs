using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Contracts;

/// <summary>A decimal number of any size, <c>Unscaled / 10^Scale</c>, without trailing zeros after the point.</summary>
internal readonly partial record struct ExactNumber(BigInteger Unscaled, int Scale) : IComparable<ExactNumber>
{
    private const int LargestExponent = 60;

    public static bool TryParse(string text, out ExactNumber number)
    {
        // Most numbers in contracts are short and whole.
        if (text is [not '+', ..] && text.Length <= 18 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            number = new ExactNumber(whole, 0);
            return true;
        }
        number = default;
        var match = Form().Match(text);
        if (!match.Success || text.Length > 100)
        {
            return false;
        }
        var exponent = 0;
        if (match.Groups["e"].Success && (!int.TryParse(match.Groups["e"].ValueSpan, NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out exponent) || Math.Abs((long)exponent) > LargestExponent))
        {
            return false;
        }
        var fraction = match.Groups["f"].Value.TrimEnd('0');
        var digits = BigInteger.Parse(match.Groups["i"].Value + fraction, CultureInfo.InvariantCulture);
        var scale = fraction.Length - exponent;
        for (; scale < 0; scale++)
        {
            digits *= 10;
        }
        for (; scale > 0 && digits % 10 == 0; scale--)
        {
            digits /= 10;
        }
        number = new ExactNumber(match.Groups["s"].Success ? -digits : digits, scale);
        return true;
    }

    /// <summary>Whether a decimal of this precision and scale holds the number without rounding.</summary>
    public bool Fits(int precision, int scale) =>
        Scale <= scale && BigInteger.Abs(Unscaled) < BigInteger.Pow(10, precision - scale + Scale);

    /// <summary>Whether a signed integer of so many bits holds the number.</summary>
    public bool FitsInteger(int bits) =>
        Scale == 0 && Unscaled >= -BigInteger.Pow(2, bits - 1) && Unscaled < BigInteger.Pow(2, bits - 1);

    /// <summary>Whether the number is a multiple of another, which is not zero.</summary>
    public bool IsMultipleOf(ExactNumber step)
    {
        var scale = Math.Max(Scale, step.Scale);
        return !step.Unscaled.IsZero && (At(scale) % step.At(scale)).IsZero;
    }

    public int CompareTo(ExactNumber other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return At(scale).CompareTo(other.At(scale));
    }

    public override string ToString()
    {
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var text = Scale == 0 ? digits : $"{digits[..^Scale]}.{digits[^Scale..]}";
        return Unscaled.Sign < 0 ? "-" + text : text;
    }

    private BigInteger At(int scale) => Unscaled * BigInteger.Pow(10, scale - Scale);

    [GeneratedRegex(@"^(?<s>-)?(?<i>[0-9]+)(?:\.(?<f>[0-9]+))?(?:[eE](?<e>[+-]?[0-9]{1,9}))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
