namespace Lakehouse.Quality.Checks.History;

/// <summary>What was measured of a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Value">The value of the column; empty for metrics without one.</param>
/// <param name="Measured">Rows, or seconds.</param>
public sealed record DayCount(DateOnly Day, string Value, double Measured);
