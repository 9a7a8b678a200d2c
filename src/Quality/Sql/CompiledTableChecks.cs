using Lakehouse.Quality.Checks;

namespace Lakehouse.Quality.Sql;

/// <summary>The SQL of a table's checks.</summary>
/// <param name="Sql">
/// A select of one row: <c>row_count</c>, then <c>measured_0</c>, <c>measured_1</c> … for <paramref name="Scanned"/>,
/// all 64-bit; null when nothing is measured by a scan.
/// </param>
/// <param name="Scanned">The checks that <paramref name="Sql"/> measures, in the order of its columns.</param>
/// <param name="Queries">The checks that run on their own.</param>
public sealed record CompiledTableChecks(
    string? Sql, IReadOnlyList<TableCheck> Scanned, IReadOnlyList<CompiledTableQuery> Queries)
{
    /// <summary>Checks against earlier days: each a select of <c>day</c>, <c>value</c> and <c>measured</c>.</summary>
    public IReadOnlyList<CompiledTableQuery> Histories { get; init; } = [];
}
