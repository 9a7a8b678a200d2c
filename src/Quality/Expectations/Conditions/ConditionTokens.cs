using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Expectations.Conditions;

/// <summary>Splits the text of a condition into tokens.</summary>
internal static partial class ConditionTokens
{
    /// <summary>The tokens; null when the text holds something that is none.</summary>
    public static List<string>? Split(string text)
    {
        var tokens = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var match = Token().Match(text, at);
            if (!match.Success)
            {
                return text[at..].Trim().Length == 0 ? tokens : null;
            }
            tokens.Add(match.Groups["token"].Value);
            at += match.Length;
        }
        return tokens;
    }

    [GeneratedRegex("""
        \G\s*(?<token>
          "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | `[^`]+`
        | -?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?
        | (?:F\.)?col(?=\s*\() | [\p{L}_][\p{L}\p{N}_]*
        | == | != | <> | <= | >= | && | \|\| | [=<>()\[\],&|~!.]
        )
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
