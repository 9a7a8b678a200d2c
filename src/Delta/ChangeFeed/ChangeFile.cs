using Lakehouse.Delta.DeletionVectors;

namespace Lakehouse.Delta.ChangeFeed;

/// <summary>A file with rows that a commit changed.</summary>
public sealed record ChangeFile
{
    /// <summary>The version that the commit made.</summary>
    public required long Version { get; init; }

    /// <summary>When the commit was made.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Path below the table's root, or an absolute URI; not percent-encoded.</summary>
    public required string Path { get; init; }

    /// <summary>The encoded value of every partition column by its name in the schema.</summary>
    public required IReadOnlyDictionary<string, string?> PartitionValues { get; init; }

    /// <summary>
    /// <c>insert</c> or <c>delete</c>, for all rows; null for a change data file, which says it row by row in its column
    /// <c>_change_type</c>.
    /// </summary>
    public string? ChangeType { get; init; }

    /// <summary>Rows of the file that did not change with the commit.</summary>
    /// <value>None.</value>
    public DeletionVector Unchanged { get; init; } = DeletionVector.Empty;

    /// <summary>The only rows of the file that changed; null when all did but those of <see cref="Unchanged"/>.</summary>
    public DeletionVector? Changed { get; init; }
}
