namespace Lakehouse.Engine.DuckDb;

/// <summary>How far a query has come.</summary>
/// <param name="Fraction">0 to 1, or null while DuckDB cannot tell.</param>
/// <param name="RowsProcessed">Rows of the input read so far.</param>
/// <param name="RowsTotal">Rows of the input, as far as known.</param>
public readonly record struct DuckDBQueryProgress(double? Fraction, long RowsProcessed, long RowsTotal);
