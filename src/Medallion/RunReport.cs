using Lakehouse.Medallion.Bronze;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Silver;

namespace Lakehouse.Medallion;

/// <summary>What became of a run.</summary>
/// <param name="RunId">Name of the run.</param>
/// <param name="StartedAt">When it began.</param>
public sealed record RunReport(string RunId, DateTimeOffset StartedAt)
{
    /// <summary>When its last stage ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>One for each source.</summary>
    public IReadOnlyList<BronzeReport> Bronze { get; init; } = [];

    /// <summary>One for each dataset.</summary>
    public IReadOnlyList<SilverReport> Silver { get; init; } = [];

    /// <summary>One for each product, in the order of their building.</summary>
    public IReadOnlyList<GoldReport> Gold { get; init; } = [];

    /// <summary>Results of all checks.</summary>
    public IReadOnlyList<CheckOutcome> Checks { get; init; } = [];

    /// <summary>What went wrong without any effect on the tables.</summary>
    public IReadOnlyList<RunProblem> Warnings { get; init; } = [];

    /// <summary>Everything that has to be told again at the end.</summary>
    public IEnumerable<RunProblem> Problems =>
        [.. Bronze.SelectMany(r => r.Problems), .. Silver.SelectMany(r => r.Problems), .. Gold.SelectMany(r => r.Problems)];

    /// <summary><c>done</c>, <c>blocked</c> when data broke a rule that blocks, <c>failed</c> for any other problem.</summary>
    public string Status => Problems.Any(p => p.BrokenData) ? "blocked" : Problems.Any() ? "failed" : "done";

    /// <summary>Whether any table has a new version.</summary>
    public bool ChangedAnything =>
        Bronze.Any(r => r.Version is not null) || Silver.Any(r => r.Version is not null) || Gold.Any(r => r.Version is not null);
}
