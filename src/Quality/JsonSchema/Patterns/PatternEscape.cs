using System.Globalization;

namespace Lakehouse.Quality.JsonSchema.Patterns;

/// <summary>Reads characters and escapes of a pattern.</summary>
internal static class PatternEscape
{
    /// <summary>The code point at a place.</summary>
    public static int CodePointAt(string pattern, ref int at)
    {
        var isPair = char.IsHighSurrogate(pattern[at]) && at + 1 < pattern.Length && char.IsLowSurrogate(pattern[at + 1]);
        var codePoint = isPair ? char.ConvertToUtf32(pattern[at], pattern[at + 1]) : pattern[at];
        at += isPair ? 2 : 1;
        return codePoint;
    }

    /// <summary>The set of an escape such as <c>\d</c> or <c>\p{L}</c>; null when the escape is a single character.</summary>
    public static CodePointSet? TrySet(string pattern, ref int at)
    {
        var kind = at + 1 < pattern.Length ? pattern[at + 1] : throw new PatternException("it ends with a backslash");
        var set = kind switch
        {
            'd' => CharacterClasses.Digits,
            'D' => CharacterClasses.Digits.Complement(),
            'w' => CharacterClasses.Words,
            'W' => CharacterClasses.Words.Complement(),
            's' => CharacterClasses.Spaces,
            'S' => CharacterClasses.Spaces.Complement(),
            _ => null,
        };
        if (set is not null)
        {
            at += 2;
            return set;
        }
        return kind is 'p' or 'P' ? Property(pattern, ref at) : null;
    }

    /// <summary>The character of an escape that is no set.</summary>
    public static int Read(string pattern, ref int at, bool inClass)
    {
        var kind = pattern[at + 1];
        at += 2;
        switch (kind)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case 'b' when inClass:
                return '\b';
            case '0' when at == pattern.Length || !char.IsAsciiDigit(pattern[at]):
                return 0;
            case 'c' when at < pattern.Length && char.IsAsciiLetter(pattern[at]):
                return pattern[at++] % 32;
            case 'x':
                return Hexadecimal(pattern, ref at, 2);
            case 'u':
                return Unicode(pattern, ref at);
        }
        if (char.IsAsciiLetterOrDigit(kind))
        {
            throw new PatternException($"it has the escape '\\{kind}', which ECMA-262 does not know");
        }
        at--;
        return CodePointAt(pattern, ref at);
    }

    private static CodePointSet Property(string pattern, ref int at)
    {
        var end = pattern.IndexOf('}', at);
        if (end < 0 || at + 2 >= pattern.Length || pattern[at + 2] != '{')
        {
            throw new PatternException($"it has '\\{pattern[at + 1]}' without a property in braces");
        }
        var name = pattern[(at + 3)..end];
        var set = CharacterClasses.Property(name)
            ?? throw new PatternException($"the property '{name}' is not available, only general categories are") { IsRightButRefused = true };
        var isComplement = pattern[at + 1] == 'P';
        at = end + 1;
        return isComplement ? set.Complement() : set;
    }

    private static int Unicode(string pattern, ref int at)
    {
        if (at < pattern.Length && pattern[at] == '{')
        {
            var end = pattern.IndexOf('}', at);
            if (end < 0 || !int.TryParse(pattern.AsSpan(at + 1, end - at - 1), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture, out var codePoint) || codePoint is < 0 or > CodePointSet.Last)
            {
                throw new PatternException("it has an escape '\\u{' that names no character");
            }
            at = end + 1;
            return codePoint;
        }
        var unit = Hexadecimal(pattern, ref at, 4);
        if (char.IsHighSurrogate((char)unit) && at + 6 <= pattern.Length && pattern[at] == '\\' && pattern[at + 1] == 'u' && pattern[at + 2] != '{')
        {
            var next = at + 2;
            var low = Hexadecimal(pattern, ref next, 4);
            if (char.IsLowSurrogate((char)low))
            {
                at = next;
                return char.ConvertToUtf32((char)unit, (char)low);
            }
        }
        return unit;
    }

    private static int Hexadecimal(string pattern, ref int at, int digits)
    {
        if (at + digits > pattern.Length || !int.TryParse(pattern.AsSpan(at, digits), NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture, out var value))
        {
            throw new PatternException($"it has an escape without its {digits} hexadecimal digits");
        }
        at += digits;
        return value;
    }
}
