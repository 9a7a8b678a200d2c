using Lakehouse.Quality.Checks;

namespace Lakehouse.Quality.Sql;

/// <summary>A check whose value comes from its own query.</summary>
/// <param name="Check">The check.</param>
/// <param name="Sql">A select of one row with <c>measured</c>, a DECIMAL(28, 9) that may be null; truth is 1 or 0.</param>
public sealed record CompiledTableQuery(TableCheck Check, string Sql);
