namespace Lakehouse.Medallion.Parked;

/// <summary>How many records of a dataset wait for rows of a table.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="WaitsFor">The table, as SQL names it.</param>
/// <param name="Records">How many.</param>
/// <param name="Oldest">When the first of them landed.</param>
public sealed record ParkedCount(string Dataset, string WaitsFor, long Records, DateTimeOffset Oldest);
