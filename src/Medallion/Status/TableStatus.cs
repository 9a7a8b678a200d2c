using Lakehouse.Medallion.Queries;

namespace Lakehouse.Medallion.Status;

/// <summary>The state of one table.</summary>
/// <param name="Table">Its name in SQL.</param>
public sealed record TableStatus(TableName Table)
{
    /// <summary>The newest version; null when the table has not been built.</summary>
    public long? Version { get; init; }

    /// <summary>Rows, as the log counts them; null when it does not.</summary>
    public long? Rows { get; init; }

    /// <summary>Data files.</summary>
    public int Files { get; init; }

    /// <summary>Their size.</summary>
    public long SizeBytes { get; init; }

    /// <summary>When the newest version was made.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The run that made it; null when another tool did.</summary>
    public string? RunId { get; init; }

    /// <summary>What the next run would do with it; null when it does not build it.</summary>
    public string? Pending { get; init; }
}
