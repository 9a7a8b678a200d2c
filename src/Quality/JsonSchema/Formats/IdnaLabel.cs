using System.Globalization;
using System.Text;

namespace Lakehouse.Quality.JsonSchema.Formats;

/// <summary>
/// Labels of international names, RFC 5891 section 4.2 and RFC 5892. Without the tables of Unicode normalisation and of
/// writing direction: characters that only have another spelling, and scripts from right to left, are told by their blocks.
/// </summary>
internal static class IdnaLabel
{
    private const string Viramas =
        "\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0E3A\u0EBA\u0F84\u1039\u103A\u1714\u1734\u17D2\u1A60"
        + "\u1B44\u1BAA\u1BAB\u1BF2\u1BF3\u2D7F\uA806\uA82C\uA8C4\uA953\uA9C0\uAAF6\uABED";

    private const string AlwaysValid = "\u00DF\u03C2\u06FD\u06FE\u0F0B\u3007-";
    private const string NeverValid = "\u0640\u07FA\u302E\u302F\u3031\u3032\u3033\u3034\u3035\u303B";

    /// <summary>Whether a name has letters of a script from right to left; no label of it may begin with a digit.</summary>
    public static bool IsRightToLeft(string name) =>
        name.EnumerateRunes().Any(rune => Rune.IsLetter(rune) && (IsIn(rune.Value, 0x0590, 0x08FF) || IsIn(rune.Value, 0x10800, 0x10FFF)));

    public static bool IsValid(string label)
    {
        var runes = label.EnumerateRunes().ToArray();
        if (runes.Length == 0 || label[0] == '-' || label[^1] == '-' || label.AsSpan(Math.Min(2, label.Length)).StartsWith("--")
            || IsMark(runes[0]))
        {
            return false;
        }
        for (var i = 0; i < runes.Length; i++)
        {
            if (!IsValidAt(runes, i))
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsValidAt(Rune[] runes, int i)
    {
        int Before(int n) => i >= n ? runes[i - n].Value : 0;
        int After(int n) => i + n < runes.Length ? runes[i + n].Value : 0;
        switch (runes[i].Value)
        {
            case 0x00B7: // Only between two l, as in Catalan.
                return Before(1) == 'l' && After(1) == 'l';
            case 0x0375:
                return IsIn(After(1), 0x0370, 0x03FF) || IsIn(After(1), 0x1F00, 0x1FFF);
            case 0x05F3 or 0x05F4:
                return IsIn(Before(1), 0x0590, 0x05FF);
            case 0x30FB:
                return runes.Any(r => r.Value != 0x30FB && IsJapanese(r.Value));
            case >= 0x0660 and <= 0x0669:
                return !runes.Any(r => IsIn(r.Value, 0x06F0, 0x06F9));
            case >= 0x06F0 and <= 0x06F9:
                return !runes.Any(r => IsIn(r.Value, 0x0660, 0x0669));
            case 0x200D:
                return IsVirama(Before(1));
            case 0x200C:
                return IsVirama(Before(1)) || (Joins(Before(1)) && Joins(After(1)));
            default:
                return IsProtocolValid(runes[i]);
        }
    }

    private static bool IsProtocolValid(Rune rune)
    {
        if (rune.IsBmp && AlwaysValid.Contains((char)rune.Value, StringComparison.Ordinal))
        {
            return true;
        }
        if ((rune.IsBmp && NeverValid.Contains((char)rune.Value, StringComparison.Ordinal)) || IsOtherSpelling(rune.Value))
        {
            return false;
        }
        return rune.IsAscii
            ? Rune.IsLetterOrDigit(rune)
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber;
    }

    // Old Hangul letters, presentation forms, full and half widths, letters for mathematics.
    private static bool IsOtherSpelling(int codePoint) =>
        IsIn(codePoint, 0x1100, 0x11FF) || IsIn(codePoint, 0xA960, 0xA97F) || IsIn(codePoint, 0xD7B0, 0xD7FF)
        || IsIn(codePoint, 0xFB00, 0xFDFF) || IsIn(codePoint, 0xFE70, 0xFFEF) || IsIn(codePoint, 0x1D400, 0x1D7FF)
        || IsIn(codePoint, 0x2100, 0x214D);

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsJapanese(int codePoint) => codePoint is 0x3005 or 0x3007
        || IsIn(codePoint, 0x3041, 0x309F) || IsIn(codePoint, 0x30A1, 0x30FF) || IsIn(codePoint, 0x3400, 0x4DBF)
        || IsIn(codePoint, 0x4E00, 0x9FFF) || IsIn(codePoint, 0xF900, 0xFAFF) || IsIn(codePoint, 0x20000, 0x3FFFF);

    private static bool IsVirama(int codePoint) =>
        codePoint is > 0 and <= char.MaxValue && Viramas.Contains((char)codePoint, StringComparison.Ordinal);

    // Letters of the scripts whose letters are joined in writing.
    private static bool Joins(int codePoint) => IsIn(codePoint, 0x0620, 0x07FF) || IsIn(codePoint, 0x08A0, 0x08FF);

    private static bool IsIn(int codePoint, int first, int last) => codePoint >= first && codePoint <= last;
}
