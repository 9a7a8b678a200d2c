namespace Lakehouse.Quality.Checks.History;

/// <summary>A comparison of a table's last day with its own earlier days.</summary>
/// <param name="Metric">What is compared.</param>
/// <param name="By">The column that tells the day of a row.</param>
/// <param name="Column">The column of <see cref="HistoryMetric.Distribution"/>; else null.</param>
/// <param name="TakesNewest">
/// Whether the newest day is judged; else the last before it, which is complete when days arrive in order.
/// </param>
public sealed record HistoryCheck(HistoryMetric Metric, string By, string? Column, bool TakesNewest)
{
    /// <summary>Days before the newest that are looked at.</summary>
    public const int Window = 64;
}
