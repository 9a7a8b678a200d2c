namespace Lakehouse.Medallion.Trials;

/// <summary>Which records a contract is tried on.</summary>
public sealed record TrialOptions
{
    /// <summary>Only records that landed at this time or later.</summary>
    /// <value>Null: all that Bronze holds.</value>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The share of the records, in percent; the same records each time.</summary>
    /// <value>100.</value>
    public decimal SamplePercent { get; init; } = 100;

    /// <summary>The dataset, when several answer to the contract.</summary>
    /// <value>Null: the one whose contract has the same key or id.</value>
    public string? Dataset { get; init; }

    /// <summary>How many records are shown of each code and field.</summary>
    /// <value>3.</value>
    public int ExamplesEach { get; init; } = 3;
}
