namespace Lakehouse.Medallion.Gold;

/// <summary>How a product will be brought up to date.</summary>
/// <param name="Build">What is recomputed.</param>
/// <param name="Reason">Why, in a sentence without its full stop.</param>
internal sealed record ProductPlan(GoldBuild Build, string Reason)
{
    /// <summary>The product's partition column by which it is restricted.</summary>
    public string? Column { get; init; }

    /// <summary>The values of that column to recompute, as the log encodes them.</summary>
    public IReadOnlySet<string?> Values { get; init; } = new HashSet<string?>();

    /// <summary>The inputs that are restricted too, with their columns.</summary>
    public IReadOnlyDictionary<string, string> Traced { get; init; } = new Dictionary<string, string>();
}
