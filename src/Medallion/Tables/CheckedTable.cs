using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;

namespace Lakehouse.Medallion.Tables;

/// <summary>A table as it will be after a commit, for its checks.</summary>
internal sealed record CheckedTable
{
    /// <summary>Its name in SQL, such as <c>gold.daily_revenue</c>.</summary>
    public required string FullName { get; init; }

    /// <summary>Columns of its rows.</summary>
    public required StructType Schema { get; init; }

    /// <summary>Columns that its files are divided by.</summary>
    public required IReadOnlyList<string> PartitionColumns { get; init; }

    /// <summary>Files that the commit adds.</summary>
    public required IReadOnlyList<DataFile> New { get; init; }

    /// <summary>Files that stay, whose rows met the same checks when they came.</summary>
    public IEnumerable<DataFile> Kept { get; init; } = [];

    /// <summary>Columns that tell its rows apart; may be empty.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Counts the rows of both.</summary>
    public required Func<long> CountRows { get; init; }

    /// <summary>The partition column whose values <see cref="New"/> holds whole; null when there is none.</summary>
    public string? WholeBy { get; init; }

    /// <summary>Makes the table's name stand for its rows, or for the new ones alone.</summary>
    public string View(bool ofNewRows) => InputViews.Create(
        FullName, DuckDbEngine.Relation(ofNewRows ? New : [.. New, .. Kept], Schema, PartitionColumns));
}
