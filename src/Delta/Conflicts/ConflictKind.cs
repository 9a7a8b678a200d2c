namespace Lakehouse.Delta.Conflicts;

/// <summary>Why another writer's commit rules ours out.</summary>
public enum ConflictKind
{
    /// <summary>We wanted to make the table, and it is there already.</summary>
    TableCreated,

    /// <summary>The protocol was changed.</summary>
    ProtocolChanged,

    /// <summary>Schema, partitioning or properties were changed.</summary>
    MetadataChanged,

    /// <summary>The same application committed progress, or the same domain was set.</summary>
    ConcurrentTransaction,

    /// <summary>Files were added where we read.</summary>
    ConcurrentAppend,

    /// <summary>Files that we read were removed.</summary>
    ConcurrentDeleteRead,

    /// <summary>Files that we remove were removed.</summary>
    ConcurrentDeleteDelete,
}
