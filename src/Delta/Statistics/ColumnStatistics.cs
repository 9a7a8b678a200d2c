namespace Lakehouse.Delta.Statistics;

/// <summary>What a Parquet writer says about one leaf column of one file.</summary>
/// <param name="Path">Names from the column down to the leaf.</param>
/// <param name="Min">
/// Least value as text: numbers plain, dates <c>yyyy-MM-dd</c>, instants <c>yyyy-MM-dd HH:mm:ss[.ffffff]+00</c>, local
/// times the same without zone, strings as they are. Null when unknown.
/// </param>
/// <param name="Max">Greatest value, in the same form.</param>
/// <param name="NullCount">Number of nulls; null when unknown.</param>
public sealed record ColumnStatistics(IReadOnlyList<string> Path, string? Min, string? Max, long? NullCount);
