using Lakehouse.Quality.Expectations;

namespace Lakehouse.Medallion.Suites;

/// <summary>A suite that was run.</summary>
/// <param name="Result">Its results.</param>
/// <param name="Sql">The scan that measured them; empty when nothing had to be read.</param>
public sealed record SuiteRun(SuiteResult Result, string Sql)
{
    /// <summary>What the same scan measured for someone else.</summary>
    internal IReadOnlyList<object?> Also { get; init; } = [];
}
