namespace Lakehouse.Medallion.Gold;

/// <summary>What a run did for one product.</summary>
/// <param name="Product">The product.</param>
public sealed record GoldReport(string Product)
{
    /// <summary>How it was built.</summary>
    public GoldBuild Build { get; init; }

    /// <summary>Why it was built like that, in a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Rows written.</summary>
    public long Rows { get; init; }

    /// <summary>Partitions replaced; null when the whole table was.</summary>
    public int? Partitions { get; init; }

    /// <summary>Version of the table that holds the rows; null when nothing was committed.</summary>
    public long? Version { get; init; }

    /// <summary>Time spent.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Why it was not published.</summary>
    public IReadOnlyList<RunProblem> Problems { get; init; } = [];
}
