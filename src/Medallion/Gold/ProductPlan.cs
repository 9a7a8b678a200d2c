using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;

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

    /// <summary>Files of an input that have to be read.</summary>
    /// <param name="fullName">The input, such as <c>silver.orders</c>.</param>
    /// <param name="snapshot">Its table.</param>
    public IReadOnlyCollection<AddFile> Reads(string fullName, Snapshot snapshot) =>
        Build == GoldBuild.Partitions && Traced.TryGetValue(fullName, out var column)
            ? [.. snapshot.Files.Where(file => Values.Contains(file.PartitionValues[column]))]
            : snapshot.Files;
}
