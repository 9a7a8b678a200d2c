namespace Lakehouse.Engine.Scans;

/// <summary>Columns that a relation of scanned files has besides those of the table.</summary>
public sealed record ScanColumns
{
    /// <summary>Name of a column with the location of the row's file.</summary>
    /// <value>None.</value>
    public string? File { get; init; }

    /// <summary>Name of a column with the row's position in its file, from 0; what deletion vectors hold.</summary>
    /// <value>None.</value>
    public string? Row { get; init; }

    /// <summary>
    /// Whether the rows come with their id and the version that changed them last, in the columns of
    /// <see cref="Delta.Snapshots.Snapshot.RowTrackingColumns"/>; where the table tracks rows.
    /// </summary>
    /// <value>False.</value>
    public bool RowTracking { get; init; }
}
