namespace Lakehouse.Quality.Checks;

/// <summary>A single value of a check whose column type is not known while the files are read.</summary>
/// <param name="Kind">Text, number, truth value or null.</param>
/// <param name="Text">The value as written.</param>
public sealed record ScalarValue(ScalarKind Kind, string Text);
