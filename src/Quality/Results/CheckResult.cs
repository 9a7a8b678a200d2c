using System.Globalization;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Checks.History;
using Lakehouse.Quality.Expectations;

namespace Lakehouse.Quality.Results;

/// <summary>What a table check measured and whether that is as it must be.</summary>
/// <param name="Check">The check.</param>
/// <param name="Measured">Rows, percent, or the query's value; null when a query gave none.</param>
/// <param name="Sql">The statement that measured it.</param>
public sealed record CheckResult(TableCheck Check, decimal? Measured, string Sql)
{
    /// <summary>The first rows that are not as expected, by the keys of the table, as JSON; null when none are told.</summary>
    /// <value>Default what the expectation tells.</value>
    public string? Failing
    {
        get => field ?? Expectation?.Failing;
        init;
    }

    /// <summary>The result of the expectation, when the check is one.</summary>
    public ExpectationResult? Expectation { get; init; }

    /// <summary>What the comparison with earlier days found, when the check is one.</summary>
    public HistoryResult? History { get; init; }

    /// <summary>The check's name.</summary>
    public string Name => Check.Name;

    /// <summary>What was measured.</summary>
    public TableMetric Metric => Check.Metric;

    /// <summary>The measured columns, separated by commas; null when none are named.</summary>
    public string? Column => Check.Columns.Count == 0 ? null : string.Join(", ", Check.Columns);

    /// <summary>What the value must be, in words: <c>&lt;= 5 percent</c>.</summary>
    public string Expected => Check.Expectation is { } expectation ? Share(expectation)
        : History is { } history ? history.Expected
        : Check.InPercent ? $"{Check.Threshold} percent" : Check.Threshold.ToString();

    /// <summary>What follows when it failed.</summary>
    public Severity Severity => Check.Severity;

    /// <summary>Whether the value is as it must be. No value never is; a day with too little history is.</summary>
    public bool Passed => History is { } history
        ? history.Passed ?? true
        : Expectation?.Success ?? Measured is { } measured && Check.Threshold.Accepts(measured);

    /// <summary>Whether nothing may be published.</summary>
    public bool Blocks => !Passed && Severity == Severity.Error;

    /// <summary>The result of a check that was measured by the scan.</summary>
    /// <param name="check">The check.</param>
    /// <param name="measured">What the scan counted for it.</param>
    /// <param name="rows">All rows of the table.</param>
    /// <param name="sql">The scan.</param>
    public static CheckResult OfScan(TableCheck check, long measured, long rows, string sql)
    {
        var value = !check.InPercent ? measured : rows == 0 ? 0 : 100m * measured / rows;
        return new CheckResult(check, value, sql);
    }

    /// <summary>The result of a check that is an expectation.</summary>
    /// <param name="check">The check.</param>
    /// <param name="result">The expectation's result.</param>
    /// <param name="sql">The scan.</param>
    public static CheckResult OfExpectation(TableCheck check, ExpectationResult result, string sql) =>
        new(check, result.UnexpectedCount ?? (result.Success ? 0 : 1), sql) { Expectation = result };

    /// <summary>The result of a comparison with earlier days.</summary>
    /// <param name="check">The check.</param>
    /// <param name="counts">What was measured of the days.</param>
    /// <param name="sql">The statement that measured it.</param>
    public static CheckResult OfHistory(TableCheck check, IReadOnlyCollection<DayCount> counts, string sql)
    {
        var result = HistoryJudge.Judge(check.History!, counts);
        return new CheckResult(check, result.Measured, sql) { History = result };
    }

    private static string Share(Expectation expectation) => expectation.Type.JudgesRows
        ? string.Create(CultureInfo.InvariantCulture, $"mostly {expectation.Mostly:0.######}")
        : "as expected";

    /// <inheritdoc/>
    public override string ToString() => History is { } history ? $"{Name}: {history.Explanation}"
        : Expectation is { } result ? $"{Name}: {result.Observed}" : string.Create(CultureInfo.InvariantCulture,
        $"{Name}: measured {Measured?.ToString("0.######", CultureInfo.InvariantCulture) ?? "nothing"}, must be {Expected}");
}
