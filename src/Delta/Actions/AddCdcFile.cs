namespace Lakehouse.Delta.Actions;

/// <summary>A file of changed rows; no part of the table's state (protocol, "Add CDC File").</summary>
public sealed record AddCdcFile : DeltaAction
{
    /// <summary>Path below the table's root; not percent-encoded.</summary>
    public required string Path { get; init; }

    /// <summary>The value of every partition column.</summary>
    public required IReadOnlyDictionary<string, string?> PartitionValues { get; init; }

    /// <summary>Length of the file in bytes.</summary>
    public required long SizeBytes { get; init; }
}
