namespace Lakehouse.Quality.JsonSchema.Patterns;

/// <summary>A pattern is no regular expression of ECMA-262, or one that cannot be carried out here.</summary>
/// <param name="message">What is wrong with it.</param>
internal sealed class PatternException(string message) : Exception(message)
{
    /// <summary>Whether the pattern is right, and only cannot be carried out.</summary>
    public bool IsRightButRefused { get; init; }
}
