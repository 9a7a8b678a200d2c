namespace Lakehouse.Quality.Checks;

/// <summary>The value lies between two limits, of which one may be missing.</summary>
/// <param name="Least">The lower limit.</param>
/// <param name="Greatest">The upper limit.</param>
public sealed record RangeCheck(Bound? Least, Bound? Greatest) : ValueCheck
{
    /// <inheritdoc/>
    public override string Code => RowCodes.Range;

    /// <inheritdoc/>
    public override string Message => "must be " + string.Join(" and ", Parts());

    private IEnumerable<string> Parts()
    {
        if (Least is not null)
        {
            yield return (Least.IsExclusive ? "greater than " : "at least ") + Least.Text;
        }
        if (Greatest is not null)
        {
            yield return (Greatest.IsExclusive ? "less than " : "at most ") + Greatest.Text;
        }
    }
}
