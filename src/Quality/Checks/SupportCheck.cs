using System.Globalization;

namespace Lakehouse.Quality.Checks;

/// <summary>The record was taken into Bronze while its version of the contract was supported.</summary>
/// <param name="End">The first moment without support; <see cref="DateTimeOffset.MinValue"/> when there never was any.</param>
public sealed record SupportCheck(DateTimeOffset End) : Check
{
    /// <inheritdoc/>
    public override string Code => RowCodes.Retired;

    /// <inheritdoc/>
    public override string Message => End == DateTimeOffset.MinValue
        ? "follows a version of the contract that is retired"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"landed after the support of its version of the contract ended at {End.UtcDateTime:yyyy-MM-dd'T'HH:mm:ssK}");
}
