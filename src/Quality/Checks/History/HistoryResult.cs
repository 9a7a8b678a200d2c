namespace Lakehouse.Quality.Checks.History;

/// <summary>What a comparison with earlier days found.</summary>
/// <param name="Passed">Whether the day is as usual; null when there is too little history to say so.</param>
/// <param name="Measured">Rows, seconds, or the population stability index; null when there is no day to judge.</param>
/// <param name="Expected">What is usual, or why nothing was judged, in words.</param>
/// <param name="Explanation">The whole finding in one sentence, without a point.</param>
public sealed record HistoryResult(bool? Passed, decimal? Measured, string Expected, string Explanation);
