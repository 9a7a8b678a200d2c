using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Checks;

/// <summary>The record was taken into Bronze no longer than this after its event time.</summary>
/// <param name="Longest">The longest time that is not late.</param>
public sealed record LatenessCheck(TimeSpan Longest) : Check
{
    /// <inheritdoc/>
    public override string Code => RowCodes.Late;

    /// <inheritdoc/>
    public override string Message => $"arrived more than {DurationText.Format(Longest)} after its event time";
}
