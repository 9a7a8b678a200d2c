namespace Lakehouse.Quality.Checks;

/// <summary>A regular expression finds a match somewhere in the text, as in JSON Schema: anchor it with ^ and $.</summary>
/// <param name="Pattern">A regular expression of the portable subset.</param>
public sealed record PatternCheck(string Pattern) : ValueCheck
{
    /// <inheritdoc/>
    public override string Code => RowCodes.Pattern;

    /// <inheritdoc/>
    public override string Message => $"must match {Pattern}";
}
