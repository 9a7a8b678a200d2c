using System.Text.RegularExpressions;

namespace Lakehouse.Quality.JsonSchema.Patterns;

/// <summary>How often a part of a pattern stands there.</summary>
/// <param name="Text">As it is written, in .NET too.</param>
/// <param name="CanRepeat">Whether it may stand there more than once.</param>
internal sealed partial record PatternQuantifier(string Text, bool CanRepeat)
{
    /// <summary>The quantifier at a place, or null; a brace that begins none is a character.</summary>
    public static PatternQuantifier? TryRead(string pattern, ref int at)
    {
        var match = Form().Match(pattern, at);
        if (!match.Success)
        {
            return null;
        }
        at += match.Length;
        var counts = match.Groups["n"].Captures.Select(c => int.TryParse(c.ValueSpan, out var n) ? n
            : throw new PatternException("it repeats too often") { IsRightButRefused = true }).ToList();
        if (counts.Count == 2 && counts[0] > counts[1])
        {
            throw new PatternException("it repeats at least more often than at most");
        }
        var isOpen = match.Value.Contains(',', StringComparison.Ordinal) && counts.Count == 1;
        return new PatternQuantifier(match.Value, match.Value[0] is '*' or '+' || isOpen || counts.Exists(n => n > 1));
    }

    [GeneratedRegex(@"\G([*+?]|\{(?<n>[0-9]+)(,(?<n>[0-9]+)?)?\})\??", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
