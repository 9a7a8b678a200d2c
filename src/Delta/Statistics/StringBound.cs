namespace Lakehouse.Delta.Statistics;

/// <summary>Bounds of strings, cut as delta-spark does: in UTF-16 units, never inside a surrogate pair.</summary>
internal static class StringBound
{
    private const int MaxLength = 32;
    private const char LastAscii = '\u007F';
    private const string LastCharacter = "\U0010FFFF";

    /// <summary>A prefix: not greater than the string.</summary>
    public static string Min(string text) =>
        text.Length <= MaxLength ? text : text[..WholeCharacters(text, MaxLength)];

    /// <summary>
    /// The string, or a prefix with a tie breaker: not less than the string. Null when a short prefix has none.
    /// </summary>
    public static string? Max(string text)
    {
        if (text.Length <= MaxLength) return text;
        var length = WholeCharacters(text, MaxLength);
        while (length < text.Length && length <= 2 * MaxLength)
        {
            if (text[length] < LastAscii) return text[..length] + LastAscii;
            if (!IsLastCharacter(text, length)) return text[..length] + LastCharacter;
            length += LastCharacter.Length;
        }
        return length >= text.Length ? text : null;
    }

    private static int WholeCharacters(string text, int length) =>
        char.IsLowSurrogate(text[length]) && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;

    private static bool IsLastCharacter(string text, int index) =>
        string.CompareOrdinal(text, index, LastCharacter, 0, LastCharacter.Length) == 0;
}
