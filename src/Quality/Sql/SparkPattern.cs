using System.Text;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// Patterns that RE2 and Java read alike: letters, groups, classes, alternatives, quantifiers, <c>^</c>, <c>$</c>, <c>\z</c>,
/// <c>\d</c>, <c>\w</c>, <c>\s</c> and escaped signs.
/// </summary>
public static class SparkPattern
{
    private const string Signs = @"\.+*?()|[]{}^$/-:;,_#@!%&=""'<>~` ";

    /// <summary>The pattern for Java; null when it holds anything else.</summary>
    public static string? Translate(string pattern)
    {
        var java = new StringBuilder();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            var next = i + 1 < pattern.Length ? pattern[i + 1] : '\0';
            string? part;
            if (c == '\\')
            {
                part = Escape(next, inClass);
                i++;
            }
            else if (inClass)
            {
                part = c is '[' || (c == '&' && next == '&') ? null : $"{c}";
                inClass = c != ']';
            }
            else
            {
                part = c switch
                {
                    '[' when next == '^' => "[^",
                    '[' => "[",
                    '(' when next == '?' => pattern.AsSpan(i).StartsWith("(?:") ? "(" : null,
                    // Java's point leaves out more line ends than RE2's, and its dollar sees a last line end.
                    '.' => @"[^\n]",
                    '$' => @"\z",
                    '*' or '+' or '?' or '}' when next == '+' => null,
                    _ => $"{c}",
                };
                if (c == '[')
                {
                    inClass = true;
                    i += next == '^' ? 1 : 0;
                    // A bracket that comes first stands for itself in RE2 only.
                    part = i + 1 < pattern.Length && pattern[i + 1] == ']' ? null : part;
                }
            }
            if (part is null)
            {
                return null;
            }
            java.Append(part);
        }
        return inClass ? null : java.ToString();
    }

    /// <summary>A replacement with <c>\1</c> in Java's words; null when it holds another escape.</summary>
    public static string? Replacement(string text)
    {
        var java = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                java.Append(text[i] == '$' ? @"\$" : text[i]);
                continue;
            }
            i++;
            if (i >= text.Length || !(char.IsAsciiDigit(text[i]) || text[i] == '\\'))
            {
                return null;
            }
            // Java would read a digit that follows as part of the number.
            if (char.IsAsciiDigit(text[i]) && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
            {
                return null;
            }
            java.Append(text[i] == '\\' ? @"\\" : $"${text[i]}");
        }
        return java.ToString();
    }

    private static string? Escape(char c, bool inClass) => c switch
    {
        'd' or 'w' or 'D' or 'W' when !inClass || char.IsLower(c) => $@"\{c}",
        's' => inClass ? @"\t\n\f\r " : @"[\t\n\f\r ]",
        'S' when !inClass => @"[^\t\n\f\r ]",
        't' or 'n' or 'r' or 'f' => $@"\{c}",
        'z' when !inClass => @"\z",
        _ => Signs.Contains(c, StringComparison.Ordinal) ? $@"\{c}" : null,
    };
}
