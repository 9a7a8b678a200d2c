using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Actions;

/// <summary>
/// Schema, partitioning and properties of the table; replaces what was there (protocol, "Change Metadata").
/// </summary>
public sealed record Metadata : DeltaAction
{
    /// <summary>Id of the table, a GUID; never changes.</summary>
    public required string Id { get; init; }

    /// <summary>Columns, partition columns included.</summary>
    public required StructType Schema { get; init; }

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Description for people.</summary>
    public string? Description { get; init; }

    /// <summary>Columns whose values are the same in a whole file and stand in the log.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>Table properties, <c>delta.*</c> and others.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>When the table was made, milliseconds since the epoch.</summary>
    public long? CreatedTime { get; init; }

    /// <summary>Whether others would be the same action, properties in any order.</summary>
    internal bool IsSame(Metadata other) => CommitFile.Write([Sorted()]).Span.SequenceEqual(CommitFile.Write([other.Sorted()]).Span);

    private Metadata Sorted() => this with
    {
        Configuration = new SortedDictionary<string, string>(Configuration.ToDictionary(), StringComparer.Ordinal),
    };
}
