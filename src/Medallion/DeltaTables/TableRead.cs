namespace Lakehouse.Medallion.DeltaTables;

/// <summary>Which rows and columns of a Delta table to read.</summary>
public sealed record TableRead
{
    /// <summary>The version.</summary>
    /// <value>The newest.</value>
    public TableVersion Version { get; init; } = new();

    /// <summary>Names of the columns.</summary>
    /// <value>All.</value>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>A condition in SQL.</summary>
    /// <value>None.</value>
    public string? Where { get; init; }

    /// <summary>How many rows at most.</summary>
    /// <value>All.</value>
    public long? Limit { get; init; }
}
