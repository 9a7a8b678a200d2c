namespace Lakehouse.Delta.Maintenance;

/// <summary>How files are rearranged.</summary>
public sealed record OptimizeOptions
{
    /// <summary>How long new files should be, in bytes; shorter ones are packed together.</summary>
    /// <value>Default: the table's <c>delta.targetFileSize</c>, else 256 MiB.</value>
    public long? TargetFileBytes { get; init; }

    /// <summary>Columns by which all rows of a partition are sorted in a Z-order.</summary>
    /// <value>Default: the clustering columns of the table if it has some, else none: files are only packed.</value>
    public IReadOnlyList<string> ZOrderBy { get; init; } = [];

    /// <summary>Only partitions with these encoded values of some partition columns.</summary>
    /// <value>Default: all.</value>
    public IReadOnlyDictionary<string, string?> Partition { get; init; } = new Dictionary<string, string?>();

    /// <summary>The share of deleted rows from which on a file is written anew however long it is.</summary>
    /// <value>Default 0.05; 0 purges every deletion vector.</value>
    public double DeletedRowsShare { get; init; } = 0.05;

    /// <summary>Whether only the plan is told.</summary>
    /// <value>Default false.</value>
    public bool IsDryRun { get; init; }
}
