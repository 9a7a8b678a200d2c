using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Log;

/// <summary>
/// What a table consists of after some commits (protocol, "Action Reconciliation"). Never changes; the next state
/// shares what stayed the same.
/// </summary>
internal sealed record TableState
{
    public static readonly TableState Empty = new();

    public Protocol? Protocol { get; private init; }

    public Metadata? Metadata { get; private init; }

    /// <summary>Live files by their key: path and deletion vector.</summary>
    public LayeredMap<AddFile> Files { get; private init; } = LayeredMap<AddFile>.Empty;

    /// <summary>Removed files that may still be on storage.</summary>
    public LayeredMap<RemoveFile> Tombstones { get; private init; } = LayeredMap<RemoveFile>.Empty;

    public LayeredMap<SetTransaction> Transactions { get; private init; } = LayeredMap<SetTransaction>.Empty;

    public LayeredMap<DomainMetadata> Domains { get; private init; } = LayeredMap<DomainMetadata>.Empty;

    /// <summary>Sum of the sizes of the live files.</summary>
    public decimal TotalBytes { get; private init; }

    /// <summary>The state that a checkpoint holds.</summary>
    /// <param name="files">The live files.</param>
    /// <param name="others">All actions but those of live files.</param>
    public static TableState Of(FileTable files, StateChanges others)
    {
        foreach (var file in others.Tombstones.Keys.Where(files.ContainsKey).ToList()) others.Tombstones.Remove(file);
        return Empty.Apply(others).With(files);
    }

    /// <summary>The same with these files for its own.</summary>
    public TableState With(FileTable files) =>
        this with { Files = LayeredMap<AddFile>.Of(files), TotalBytes = files.TotalBytes };

    /// <summary>The state after all the commits that were collected.</summary>
    public TableState Apply(StateChanges changes)
    {
        var tombstones = new Dictionary<string, RemoveFile?>(changes.Tombstones);
        var bytes = TotalBytes;
        foreach (var (key, file) in changes.Files)
        {
            bytes += Size(file) - Size(Files.GetValueOrDefault(key));
            if (file is not null && Tombstones.ContainsKey(key)) tombstones[key] = null;
        }
        return new TableState
        {
            Protocol = changes.Protocol ?? Protocol,
            Metadata = changes.Metadata ?? Metadata,
            Files = Files.With(changes.Files),
            Tombstones = Tombstones.With(tombstones),
            Transactions = Transactions.With(changes.Transactions),
            Domains = Domains.With(changes.Domains),
            TotalBytes = bytes,
        };
    }

    /// <summary>The same with other metadata, and the protocol that it needs.</summary>
    public TableState With(Protocol protocol, Metadata metadata) => this with { Protocol = protocol, Metadata = metadata };

    private static decimal Size(AddFile? file) => file?.SizeBytes ?? 0;
}
