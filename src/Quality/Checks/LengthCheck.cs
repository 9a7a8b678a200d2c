namespace Lakehouse.Quality.Checks;

/// <summary>A text has so many characters (Unicode code points), an array so many elements.</summary>
/// <param name="Least">The least number, or null.</param>
/// <param name="Greatest">The greatest number, or null.</param>
/// <param name="Unit"><c>character</c> or <c>element</c>, for the message.</param>
public sealed record LengthCheck(int? Least, int? Greatest, string Unit) : ValueCheck
{
    /// <inheritdoc/>
    public override string Code => RowCodes.Length;

    /// <inheritdoc/>
    public override string Message => (Least, Greatest) switch
    {
        (null, { } most) => $"must have at most {Count(most)}",
        ({ } least, null) => $"must have at least {Count(least)}",
        var (least, most) when least == most => $"must have {Count(least ?? 0)}",
        var (least, most) => $"must have {least} to {Count(most ?? 0)}",
    };

    private string Count(int number) => $"{number} {Unit}{(number == 1 ? "" : "s")}";
}
