namespace Lakehouse.Delta.Actions;

/// <summary>
/// A data file is no longer part of the table; made by <see cref="AddFile.Remove"/>. It stays on storage for older
/// versions until it is vacuumed.
/// </summary>
public sealed record RemoveFile : DeltaAction
{
    /// <summary>Path below the table's root, or an absolute URI; not percent-encoded.</summary>
    public required string Path { get; init; }

    /// <summary>The value of every partition column; null when the writer left them out.</summary>
    public IReadOnlyDictionary<string, string?>? PartitionValues { get; init; }

    /// <summary>Length of the file in bytes; null when the writer left it out.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>When the file was removed, milliseconds since the epoch; null means long ago.</summary>
    public long? DeletionTimestamp { get; init; }

    /// <summary>Whether the commit changes the rows of the table.</summary>
    /// <value>True.</value>
    public bool DataChange { get; init; } = true;

    /// <summary>The statistics that the file had.</summary>
    public string? StatsJson { get; init; }

    /// <summary>Remarks of the writer.</summary>
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    /// <summary>The deletion vector that the file had, if any.</summary>
    public DeletionVectorDescriptor? DeletionVector { get; init; }

    /// <summary>Row id of the first row, in tables with row tracking.</summary>
    public long? BaseRowId { get; init; }

    /// <summary>The version that first held the file's rows, in tables with row tracking.</summary>
    public long? DefaultRowCommitVersion { get; init; }

    internal string Key => DeletionVectorDescriptor.FileKey(Path, DeletionVector);
}
