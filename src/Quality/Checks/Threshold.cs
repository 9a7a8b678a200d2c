using System.Globalization;

namespace Lakehouse.Quality.Checks;

/// <summary>What a measured value must be.</summary>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Limit">The limit, or the lower of two.</param>
/// <param name="Upper">The upper limit of <see cref="Comparison.Between"/> and <see cref="Comparison.NotBetween"/>.</param>
public sealed record Threshold(Comparison Comparison, decimal Limit, decimal Upper = 0)
{
    /// <summary>Whether a value is as it must be.</summary>
    public bool Accepts(decimal measured) => Comparison switch
    {
        Comparison.Equal => measured == Limit,
        Comparison.NotEqual => measured != Limit,
        Comparison.Greater => measured > Limit,
        Comparison.GreaterOrEqual => measured >= Limit,
        Comparison.Less => measured < Limit,
        Comparison.LessOrEqual => measured <= Limit,
        Comparison.Between => measured >= Limit && measured <= Upper,
        Comparison.NotBetween => measured < Limit || measured > Upper,
        _ => throw new InvalidOperationException($"There is no comparison {Comparison}."),
    };

    /// <summary>Whether of what is counted there may be none.</summary>
    public bool AllowsNone => Comparison is Comparison.Equal or Comparison.LessOrEqual && Limit == 0;

    /// <summary>In words: <c>= 0</c>, <c>between 1 and 5</c>.</summary>
    public override string ToString() => Comparison switch
    {
        Comparison.Equal => $"= {Number(Limit)}",
        Comparison.NotEqual => $"<> {Number(Limit)}",
        Comparison.Greater => $"> {Number(Limit)}",
        Comparison.GreaterOrEqual => $">= {Number(Limit)}",
        Comparison.Less => $"< {Number(Limit)}",
        Comparison.LessOrEqual => $"<= {Number(Limit)}",
        Comparison.Between => $"between {Number(Limit)} and {Number(Upper)}",
        _ => $"not between {Number(Limit)} and {Number(Upper)}",
    };

    /// <summary>A number without zeros at its end.</summary>
    public static string Number(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
