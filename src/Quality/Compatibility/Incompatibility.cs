namespace Lakehouse.Quality.Compatibility;

/// <summary>One reason why a reader cannot take all that a writer may give.</summary>
/// <param name="Code">One of <see cref="CompatibilityCodes"/>.</param>
/// <param name="Path">JSON pointer into the reader's schema; for contracts and Protobuf a pointer of names.</param>
/// <param name="Message">What does not fit, a sentence without its end.</param>
public sealed record Incompatibility(string Code, string Path, string Message)
{
    /// <summary>Whether it only warns: the format's own rules accept it, though the values change their meaning.</summary>
    public bool IsWarning { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Code} at {Path}: {Message}";
}
