using Lakehouse.Quality.Checks.History;
using Lakehouse.Quality.Expectations;

namespace Lakehouse.Quality.Checks;

/// <summary>What a table as a whole must satisfy before it is published.</summary>
/// <param name="Name">A name for reports.</param>
/// <param name="Metric">What is measured.</param>
/// <param name="Threshold">What the measured value must be.</param>
/// <param name="Position">Where it is declared.</param>
public sealed record TableCheck(string Name, TableMetric Metric, Threshold Threshold, FilePosition Position)
{
    /// <summary>Paths of the columns that are measured; none for the row count, one or more for duplicates, else one.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The valid values, or those that mean "missing".</summary>
    public IReadOnlyList<ScalarValue> Values { get; init; } = [];

    /// <summary>The pattern that valid texts match; null when the valid values are listed.</summary>
    public string? Pattern { get; init; }

    /// <summary>The query of <see cref="TableMetric.Query"/>, with <c>{table}</c> where the table's name goes.</summary>
    public string? Query { get; init; }

    /// <summary>A query of the rows that <see cref="Query"/> counts, written as it is; null where it counts none.</summary>
    public string? Rows { get; init; }

    /// <summary>The expectation of <see cref="TableMetric.Expectation"/>; it decides what is accepted.</summary>
    public Expectation? Expectation { get; init; }

    /// <summary>Other tables that <see cref="Query"/> reads, as SQL names them: <c>silver.orders</c>.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The comparison of <see cref="TableMetric.History"/>; it decides what is accepted.</summary>
    public HistoryCheck? History { get; init; }

    /// <summary>Whether the measured rows are taken as a percentage of all rows.</summary>
    public bool InPercent { get; init; }

    /// <summary>What follows when it fails.</summary>
    public Severity Severity { get; init; } = Severity.Error;
}
