using System.Globalization;

namespace Lakehouse.Engine.DuckDb;

/// <summary>An exact decimal number of up to 38 digits, more than <see cref="decimal"/> can hold.</summary>
/// <param name="Unscaled">The digits, as one integer.</param>
/// <param name="Scale">How many of the digits stand behind the point.</param>
public readonly record struct DuckDBDecimal(Int128 Unscaled, int Scale)
{
    /// <summary>The number as a <see cref="decimal"/>.</summary>
    /// <exception cref="EngineException">ENG0108: it has more digits than a <see cref="decimal"/>.</exception>
    public decimal ToDecimal()
    {
        var magnitude = UInt128.CreateTruncating(Int128.IsNegative(Unscaled) ? -Unscaled : Unscaled);
        if (magnitude >> 96 != UInt128.Zero || Scale > 28)
        {
            throw new EngineException(
                ErrorCodes.ValueNotRepresentable,
                "a DECIMAL has more digits than System.Decimal holds. Read it as DuckDBDecimal.");
        }

        return unchecked(new decimal(
            (int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64),
            Int128.IsNegative(Unscaled), (byte)Scale));
    }

    /// <summary>The digits with a point, and a minus where needed.</summary>
    public override string ToString()
    {
        var digits = (Int128.IsNegative(Unscaled) ? -Unscaled : Unscaled).ToString(CultureInfo.InvariantCulture);
        var sign = Int128.IsNegative(Unscaled) ? "-" : "";
        if (Scale == 0)
        {
            return sign + digits;
        }

        digits = digits.PadLeft(Scale + 1, '0');
        return $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
