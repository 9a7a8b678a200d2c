using System.Text.RegularExpressions;
using Lakehouse.Quality.JsonSchema.Evaluation;

namespace Lakehouse.Quality.JsonSchema.Patterns;

/// <summary>Regular expressions of ECMA-262 in Unicode mode, carried out by .NET.</summary>
internal static class EcmaPattern
{
    private const int LongestPattern = 10_000;
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>Makes a pattern ready. In linear time where it can be done, else with a time limit.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="linear">Whether one that needs the limit is refused.</param>
    /// <exception cref="PatternException">The pattern is wrong, or has something that cannot be carried out.</exception>
    public static Regex Compile(string pattern, bool linear = false)
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
                ? Limited(translated, linear)
                : new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // Too large for an automaton.
            return Limited(translated, linear);
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

    private static Regex Limited(string translated, bool linear) => !linear
        ? new Regex(translated, RegexOptions.CultureInvariant, LongestMatch)
        : throw new PatternException("it looks around or back, or is too large: it would need a time limit, and a verdict must not depend on a clock")
        {
            IsRightButRefused = true,
        };
}
