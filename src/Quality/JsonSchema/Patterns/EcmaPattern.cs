using System.Text.RegularExpressions;
using Lakehouse.Quality.JsonSchema.Evaluation;

namespace Lakehouse.Quality.JsonSchema.Patterns;

/// <summary>Regular expressions of ECMA-262 in Unicode mode, carried out by .NET.</summary>
internal static class EcmaPattern
{
    private const int LongestPattern = 10_000;
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>Makes a pattern ready. In linear time where it can be done, else with a time limit.</summary>
    /// <exception cref="PatternException">The pattern is wrong, or has something that cannot be carried out.</exception>
    public static Regex Compile(string pattern)
    {
        if (pattern.Length > LongestPattern)
        {
            throw new PatternException($"it has more than {LongestPattern} characters") { IsRightButRefused = true };
        }
        var translation = new PatternTranslator(pattern);
        var translated = translation.Translate();
        try
        {
            return translation.NeedsBacktracking
                ? new Regex(translated, RegexOptions.CultureInvariant, LongestMatch)
                : new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // Too large for an automaton.
            return new Regex(translated, RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (ArgumentException e)
        {
            throw new PatternException($"it cannot be parsed: {(e as RegexParseException)?.Error.ToString() ?? e.GetType().Name}");
        }
    }

    /// <summary>Whether the pattern is found somewhere in the text; the evaluation is given up when that takes too long.</summary>
    public static bool IsFound(Regex pattern, string text, EvaluationState state)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return state.GiveUp($"a pattern takes more than {LongestMatch.TotalSeconds} second on this value");
        }
    }
}
