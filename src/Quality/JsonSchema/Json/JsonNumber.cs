using System.Globalization;
using System.Numerics;

namespace Lakehouse.Quality.JsonSchema.Json;

/// <summary>
/// A number of any size, <c>Coefficient * 10^Exponent</c>, in the one form whose coefficient ends with no zero; equal
/// numbers are equal records. <paramref name="Digits"/> counts the coefficient's digits.
/// </summary>
internal readonly record struct JsonNumber(BigInteger Coefficient, BigInteger Exponent, int Digits) : IComparable<JsonNumber>
{
    public bool IsInteger => Exponent.Sign >= 0;

    /// <summary>Reads a number of the JSON grammar.</summary>
    public static JsonNumber Parse(string text)
    {
        var mark = text.AsSpan().IndexOfAny('e', 'E');
        var exponent = mark < 0 ? BigInteger.Zero : BigInteger.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? text.AsSpan() : text.AsSpan(0, mark);
        var isNegative = mantissa[0] == '-';
        mantissa = isNegative ? mantissa[1..] : mantissa;
        var point = mantissa.IndexOf('.');
        ReadOnlySpan<char> digits = mantissa;
        if (point >= 0)
        {
            digits = string.Concat(mantissa[..point], mantissa[(point + 1)..]);
            exponent -= mantissa.Length - point - 1;
        }
        digits = digits.TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            return default;
        }
        exponent += digits.Length - significant.Length;
        var coefficient = BigInteger.Parse(significant, NumberStyles.None, CultureInfo.InvariantCulture);
        return new JsonNumber(isNegative ? -coefficient : coefficient, exponent, significant.Length);
    }

    /// <summary>Whether the number is a whole multiple of <paramref name="step"/>, which is not zero.</summary>
    public bool IsMultipleOf(JsonNumber step)
    {
        if (Coefficient.IsZero)
        {
            return true;
        }
        var shift = Exponent - step.Exponent;
        if (shift.Sign < 0)
        {
            // It would have to be divisible by ten, and no coefficient is.
            return false;
        }
        var divisor = BigInteger.Abs(step.Coefficient);
        return (Coefficient % divisor * BigInteger.ModPow(10, shift, divisor) % divisor).IsZero;
    }

    public int CompareTo(JsonNumber other)
    {
        var sign = Coefficient.Sign;
        if (sign != other.Coefficient.Sign || sign == 0)
        {
            return sign.CompareTo(other.Coefficient.Sign);
        }
        var magnitude = (Digits + Exponent).CompareTo(other.Digits + other.Exponent);
        if (magnitude != 0)
        {
            return sign * magnitude;
        }
        var shift = (int)(Exponent - other.Exponent);
        return shift >= 0
            ? (Coefficient * BigInteger.Pow(10, shift)).CompareTo(other.Coefficient)
            : Coefficient.CompareTo(other.Coefficient * BigInteger.Pow(10, -shift));
    }

    /// <summary>The number as a count, at most <see cref="int.MaxValue"/>; null when it is no whole number from 0 on.</summary>
    public int? ToCount() => !IsInteger || Coefficient.Sign < 0 ? null
        : Digits + Exponent > 10 ? int.MaxValue
        : (int)BigInteger.Min(Coefficient * BigInteger.Pow(10, (int)Exponent), int.MaxValue);
}
