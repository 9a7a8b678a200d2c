using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Actions;

/// <summary>A data file becomes part of the table (protocol, "Add File and Remove File").</summary>
public sealed record AddFile : DeltaAction
{
    /// <summary>Path below the table's root, or an absolute URI; not percent-encoded.</summary>
    public required string Path { get; init; }

    /// <summary>The value of every partition column, encoded as <see cref="Schemas.PartitionValue"/> does it.</summary>
    public required IReadOnlyDictionary<string, string?> PartitionValues { get; init; }

    /// <summary>Length of the file in bytes, exact.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>When the file was written, milliseconds since the epoch.</summary>
    public required long ModificationTime { get; init; }

    /// <summary>Whether the commit changes the rows of the table; false when files are only rearranged.</summary>
    /// <value>True.</value>
    public bool DataChange { get; init; } = true;

    /// <summary>
    /// Row count and column statistics as JSON text, as <see cref="Statistics.FileStatistics"/> writes it.
    /// </summary>
    public string? StatsJson
    {
        get => Stats.Text;
        init => Stats = new StoredText(value);
    }

    /// <summary>Remarks of the writer.</summary>
    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    /// <summary>The rows of the file that are deleted, if any.</summary>
    public DeletionVectorDescriptor? DeletionVector { get; init; }

    /// <summary>Row id of the first row, in tables with row tracking.</summary>
    public long? BaseRowId { get; init; }

    /// <summary>The version that first held the file's rows, in tables with row tracking.</summary>
    public long? DefaultRowCommitVersion { get; init; }

    /// <summary>Who clustered the file, if anyone.</summary>
    public string? ClusteringProvider { get; init; }

    /// <summary>The statistics as they were read; made a text when they are looked at.</summary>
    internal StoredText Stats { get; init; }

    internal string Key => DeletionVectorDescriptor.FileKey(Path, DeletionVector);

    /// <summary>The action that takes this file out of the table again.</summary>
    /// <param name="at">The time of the removal; the file may be deleted a retention period later.</param>
    /// <param name="dataChange">Whether the removal changes the rows of the table.</param>
    public RemoveFile Remove(DateTimeOffset at, bool dataChange = true) => new()
    {
        Path = Path,
        PartitionValues = PartitionValues,
        SizeBytes = SizeBytes,
        DeletionTimestamp = at.ToUnixTimeMilliseconds(),
        DataChange = dataChange,
        StatsJson = StatsJson,
        Tags = Tags,
        DeletionVector = DeletionVector,
        BaseRowId = BaseRowId,
        DefaultRowCommitVersion = DefaultRowCommitVersion,
    };
}
