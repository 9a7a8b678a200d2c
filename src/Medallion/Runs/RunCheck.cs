namespace Lakehouse.Medallion.Runs;

/// <summary>The result of a check in a past run.</summary>
/// <param name="Table">Path of the table.</param>
/// <param name="Check">Name of the check.</param>
/// <param name="Measured">What was measured; null when the query gave nothing.</param>
/// <param name="Expected">What it must be, in words.</param>
/// <param name="Passed">Whether it was.</param>
/// <param name="Severity">What follows when it was not.</param>
public sealed record RunCheck(string Table, string Check, string? Measured, string Expected, bool Passed, string Severity)
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The statement that measured it.</summary>
    public string? Sql { get; init; }

    /// <summary>The first rows that failed, by their keys or values, as JSON; null when none are known.</summary>
    public string? Failing { get; init; }
}
