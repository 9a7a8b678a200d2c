namespace Lakehouse.Quality.Profiling;

/// <summary>What a table holds.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns, in order.</param>
public sealed record TableProfile(string Table, long Rows, IReadOnlyList<ColumnProfile> Columns);
