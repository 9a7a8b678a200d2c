namespace Lakehouse.Quality.Checks;

/// <summary>A text has so many characters (Unicode code points), an array so many elements.</summary>
/// <param name="Least">The least number, or null.</param>
/// <param name="Greatest">The greatest number, or null.</param>
/// <param name="Unit"><c>characters</c> or <c>elements</c>, for the message.</param>
public sealed record LengthCheck(int? Least, int? Greatest, string Unit) : ValueCheck
{
    /// <inheritdoc/>
    public override string Code => RowCodes.Length;

    /// <inheritdoc/>
    public override string Message => (Least, Greatest) switch
    {
        (null, _) => $"must have at most {Greatest} {Unit}",
        (_, null) => $"must have at least {Least} {Unit}",
        _ => $"must have {Least} to {Greatest} {Unit}",
    };
}
