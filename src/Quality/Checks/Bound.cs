namespace Lakehouse.Quality.Checks;

/// <summary>One end of a range.</summary>
/// <param name="Text">The limit as canonical text of the field's type.</param>
/// <param name="IsExclusive">Whether the limit itself is outside.</param>
public sealed record Bound(string Text, bool IsExclusive);
