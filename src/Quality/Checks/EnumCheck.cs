namespace Lakehouse.Quality.Checks;

/// <summary>The value is one of those listed.</summary>
/// <param name="Values">Canonical texts of the field's type, in the order of the contract.</param>
public sealed record EnumCheck(IReadOnlyList<string> Values) : ValueCheck
{
    private const int Shown = 12;

    /// <inheritdoc/>
    public override string Code => RowCodes.Enum;

    /// <inheritdoc/>
    public override string Message => "must be one of: " + string.Join(", ", Values.Take(Shown))
        + (Values.Count > Shown ? $" and {Values.Count - Shown} more" : "");
}
