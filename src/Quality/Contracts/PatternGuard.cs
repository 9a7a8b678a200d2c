using System.Globalization;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Contracts;

/// <summary>
/// Accepts the regular expressions that mean the same on every engine (RE2 and Java): no look-around, no back
/// references, no possessive or atomic groups, no named groups, no engine's own escapes.
/// </summary>
internal static partial class PatternGuard
{
    private const int LongestPattern = 1_000;
    private const int MostRepetitions = 1_000;
    private const string PortableLetterEscapes = "dDwWsSbBtnrfpPx";

    /// <summary>What is wrong with the pattern, or null when it can be used.</summary>
    public static string? Refuse(string pattern)
    {
        if (pattern.Length > LongestPattern)
        {
            return $"it has more than {LongestPattern} characters";
        }
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            return "it uses look-around, back references or atomic groups, or is too large";
        }
        catch (ArgumentException e)
        {
            return $"it is no regular expression: {Reason(e)}";
        }
        return Scan(pattern);
    }

    private static string Reason(ArgumentException e) =>
        e is RegexParseException parse ? $"{parse.Error} at character {parse.Offset}" : "it cannot be parsed";

    private static string? Scan(string pattern)
    {
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            switch (pattern[i])
            {
                case '\\':
                    if (RefuseEscape(rest) is { } badEscape)
                    {
                        return badEscape;
                    }
                    i += rest[1] is 'p' or 'P' ? rest.IndexOf('}') : 1;
                    break;
                case '[' when inClass:
                    return "it has '[' inside of a class; write '\\['";
                case '[' when rest.StartsWith("[]") || rest.StartsWith("[^]"):
                    return "it has a class that starts with ']'; write '\\]'";
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '&' when inClass && rest.StartsWith("&&"):
                    return "it intersects classes with '&&'";
                case '(' when !inClass && rest.StartsWith("(?") && !IsPortableGroup(rest):
                    return "it has a group other than '(...)', '(?:...)' and '(?i)'";
                case '*' or '+' or '?' or '}' when !inClass && rest.Length > 1 && rest[1] == '+':
                    return "it has a possessive quantifier";
                case '{' when !inClass && RefuseRepetition(pattern[i..]) is { } badRepetition:
                    return badRepetition;
            }
        }
        return null;
    }

    private static string? RefuseEscape(ReadOnlySpan<char> rest)
    {
        var escaped = rest[1];
        if (char.IsAsciiDigit(escaped))
        {
            return "it has a back reference or an octal escape";
        }
        if (escaped is 'p' or 'P' && !CategoryEscape().IsMatch(rest))
        {
            return "it names a class of characters other than a general category such as '\\p{L}' or '\\p{Lu}'";
        }
        return char.IsAsciiLetter(escaped) && !PortableLetterEscapes.Contains(escaped, StringComparison.Ordinal)
            ? $"it has the escape '\\{escaped}', which the engines do not share"
            : null;
    }

    private static bool IsPortableGroup(ReadOnlySpan<char> rest) => rest.StartsWith("(?:") || rest.StartsWith("(?i)")
        || rest.StartsWith("(?i:") || rest.StartsWith("(?s)") || rest.StartsWith("(?s:");

    private static string? RefuseRepetition(string rest)
    {
        var match = Repetition().Match(rest);
        if (!match.Success)
        {
            return "it has a '{' that starts no repetition; write '\\{' or '{0,n}'";
        }
        return match.Groups["count"].Captures.Any(c => int.Parse(c.ValueSpan, CultureInfo.InvariantCulture) > MostRepetitions)
            ? $"it repeats more than {MostRepetitions} times"
            : null;
    }

    [GeneratedRegex(@"^\\[pP]\{[A-Z][a-z]?\}", RegexOptions.CultureInvariant)]
    private static partial Regex CategoryEscape();

    [GeneratedRegex(@"^\{(?<count>[0-9]{1,9})(,(?<count>[0-9]{1,9})?)?\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Repetition();
}
