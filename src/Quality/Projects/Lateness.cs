namespace Lakehouse.Quality.Projects;

/// <summary>When a record is late and what becomes of it.</summary>
/// <param name="Longest">The longest time between event time and Bronze that is not late.</param>
/// <param name="Action">What becomes of a late record.</param>
public sealed record Lateness(TimeSpan Longest, LateAction Action);
