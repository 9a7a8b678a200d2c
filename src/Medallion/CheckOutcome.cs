using Lakehouse.Quality.Results;

namespace Lakehouse.Medallion;

/// <summary>The result of a check on a table of the lakehouse.</summary>
/// <param name="Table">Path of the table.</param>
/// <param name="Result">What was measured.</param>
public sealed record CheckOutcome(string Table, CheckResult Result);
