using System.Globalization;

namespace Lakehouse.Delta.Features;

/// <summary>Sizes in table properties: <c>134217728</c>, <c>128mb</c>, <c>1g</c>.</summary>
internal static class ByteSizeText
{
    private static readonly string[] Units = ["", "k", "m", "g", "t"];

    /// <summary>The size in bytes; null when the text is none.</summary>
    public static long? TryParse(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = text[digits..].Trim().ToLowerInvariant();
        var power = Array.IndexOf(Units, unit is "b" ? "" : unit.EndsWith('b') ? unit[..^1] : unit);
        if (power < 0 || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, null, out var count)) return null;
        var shift = 10 * power;
        return count <= long.MaxValue >> shift ? count << shift : null;
    }
}
