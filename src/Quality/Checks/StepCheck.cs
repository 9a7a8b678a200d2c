namespace Lakehouse.Quality.Checks;

/// <summary>The number is a multiple of a step.</summary>
/// <param name="Step">A positive number as canonical text of the field's type.</param>
public sealed record StepCheck(string Step) : ValueCheck
{
    /// <inheritdoc/>
    public override string Code => RowCodes.Range;

    /// <inheritdoc/>
    public override string Message => $"must be a multiple of {Step}";
}
