using System.Globalization;
using System.Numerics;

namespace Lakehouse.Engine.Json;

/// <summary>
/// Reads a number's JSON text (RFC 8259, section 6) exactly: as a power of ten times a whole number, never through a
/// binary fraction.
/// </summary>
internal static class NumberText
{
    private const int MaxDigits = 38;
    private const int ShortDigits = 18;
    private const long ExponentLimit = 1_000_000_000;

    /// <summary>
    /// The number times 10^<paramref name="scale"/> when that is a whole number of at most
    /// <paramref name="precision"/> digits.
    /// </summary>
    /// <param name="text">A valid JSON number.</param>
    /// <param name="precision">At most 38.</param>
    /// <param name="scale">Digits after the point.</param>
    /// <param name="value">The scaled value.</param>
    /// <returns>What stood in the way, or <see cref="NumberFit.Exact"/>.</returns>
    public static NumberFit TryScale(ReadOnlySpan<byte> text, int precision, int scale, out Int128 value)
    {
        value = 0;
        var negative = text[0] == '-';
        var digits = 0;
        long zeros = 0;
        long exponent = 0;
        ulong low = 0;
        UInt128 wide = 0;
        var afterPoint = false;
        var tooLong = false;
        var i = negative ? 1 : 0;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '.')
            {
                afterPoint = true;
                continue;
            }
            if (c is (byte)'e' or (byte)'E')
            {
                break;
            }
            if (afterPoint)
            {
                exponent--;
            }
            if (c == '0')
            {
                // Zeros wait: leading ones vanish, trailing ones become exponent, only those in between are digits.
                zeros += digits > 0 ? 1 : 0;
                continue;
            }
            if (digits + zeros + 1 > MaxDigits)
            {
                // No more to be kept, but still counted, for what is too fine says more than what is too long.
                tooLong = true;
                zeros = 0;
                continue;
            }
            if (digits + zeros + 1 <= 18)
            {
                low = low * PowersOfTen.Long[(int)zeros + 1] + (ulong)(c - '0');
            }
            else
            {
                wide = (wide == 0 ? low : wide) * WidePowersOfTen.Values[(int)zeros + 1] + (ulong)(c - '0');
            }
            digits += (int)zeros + 1;
            zeros = 0;
        }
        if (digits == 0)
        {
            return NumberFit.Exact;
        }
        if (i < text.Length)
        {
            exponent += ReadExponent(text[(i + 1)..]);
        }
        var shift = exponent + zeros + scale;
        if (shift < 0)
        {
            return NumberFit.TooFine;
        }
        if (tooLong || digits + shift > precision)
        {
            return NumberFit.TooManyDigits;
        }
        var magnitude = digits <= 18 && digits + shift <= 18
            ? low * PowersOfTen.Long[(int)shift]
            : (wide == 0 ? low : wide) * WidePowersOfTen.Values[(int)shift];
        value = negative ? -(Int128)magnitude : (Int128)magnitude;
        return NumberFit.Exact;
    }

    /// <summary>
    /// As <see cref="TryScale"/>, for a number of few digits without an exponent; where this cannot tell, that can.
    /// </summary>
    public static bool TryShortScale(ReadOnlySpan<byte> text, int precision, int scale, out long value)
    {
        value = 0;
        var negative = text[0] == '-';
        var start = negative ? 1 : 0;
        if (precision > ShortDigits || text.Length - start + scale > ShortDigits)
        {
            return false;
        }
        var point = -1;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                point = i;
                continue;
            }
            var digit = unchecked((uint)(text[i] - '0'));
            if (digit > 9)
            {
                return false;
            }
            value = value * 10 + digit;
        }
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        if (decimals > scale)
        {
            return false;
        }
        value *= (long)PowersOfTen.Long[scale - decimals];
        if ((ulong)value >= PowersOfTen.Long[precision])
        {
            return false;
        }
        value = negative ? -value : value;
        return true;
    }

    /// <summary>The whole number that the text stands for, when it is one and fits 64 bits.</summary>
    public static NumberFit TryInteger(ReadOnlySpan<byte> text, out long value)
    {
        if (TryShortInteger(text, out value))
        {
            return NumberFit.Exact;
        }
        var fit = TryScale(text, 20, 0, out var wide);
        if (fit != NumberFit.Exact)
        {
            return fit;
        }
        if (wide < long.MinValue || wide > long.MaxValue)
        {
            return NumberFit.TooManyDigits;
        }
        value = (long)wide;
        return NumberFit.Exact;
    }

    /// <summary>The nearest binary fraction; infinite values do not fit.</summary>
    public static NumberFit TryFloat<T>(ReadOnlySpan<byte> text, out T value)
        where T : IBinaryFloatingPointIeee754<T>
    {
        value = T.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return T.IsFinite(value) ? NumberFit.Exact : NumberFit.TooManyDigits;
    }

    private static bool TryShortInteger(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var negative = text[0] == '-';
        var start = negative ? 1 : 0;
        if (text.Length - start > ShortDigits)
        {
            return false;
        }
        for (var i = start; i < text.Length; i++)
        {
            var digit = unchecked((uint)(text[i] - '0'));
            if (digit > 9)
            {
                return false;
            }
            value = value * 10 + digit;
        }
        value = negative ? -value : value;
        return true;
    }

    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        long exponent = 0;
        foreach (var c in text[(text[0] is (byte)'-' or (byte)'+' ? 1 : 0)..])
        {
            exponent = Math.Min(exponent * 10 + (c - '0'), ExponentLimit);
        }
        return negative ? -exponent : exponent;
    }
}
