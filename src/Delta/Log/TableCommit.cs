using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Log;

/// <summary>The actions of one commit.</summary>
/// <param name="Version">The table version that it made.</param>
public sealed record TableCommit(long Version)
{
    /// <summary>Who made it, when and why; null when the writer did not say.</summary>
    public CommitInfo? CommitInfo { get; init; }

    /// <summary>The new protocol, if it changed.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>The new metadata, if they changed.</summary>
    public Metadata? Metadata { get; init; }

    /// <summary>Files that were added.</summary>
    public IReadOnlyList<AddFile> Adds { get; init; } = [];

    /// <summary>Files that were removed.</summary>
    public IReadOnlyList<RemoveFile> Removes { get; init; } = [];

    /// <summary>Progress of applications.</summary>
    public IReadOnlyList<SetTransaction> Transactions { get; init; } = [];

    /// <summary>Domains that were set or removed.</summary>
    public IReadOnlyList<DomainMetadata> Domains { get; init; } = [];

    /// <summary>Files of changed rows.</summary>
    public IReadOnlyList<AddCdcFile> ChangeFiles { get; init; } = [];

    internal static TableCommit Of(long version, IEnumerable<DeltaAction> actions)
    {
        CommitInfo? info = null;
        Protocol? protocol = null;
        Metadata? metadata = null;
        List<AddFile> adds = [];
        List<RemoveFile> removes = [];
        List<SetTransaction> transactions = [];
        List<DomainMetadata> domains = [];
        List<AddCdcFile> changeFiles = [];
        foreach (var action in actions)
        {
            switch (action)
            {
                case AddFile add: adds.Add(add); break;
                case RemoveFile remove: removes.Add(remove); break;
                case SetTransaction transaction: transactions.Add(transaction); break;
                case DomainMetadata domain: domains.Add(domain); break;
                case AddCdcFile file: changeFiles.Add(file); break;
                case CommitInfo first: info ??= first; break;
                case Protocol changed: protocol = changed; break;
                case Metadata changed: metadata = changed; break;
            }
        }
        return new TableCommit(version)
        {
            CommitInfo = info,
            Protocol = protocol,
            Metadata = metadata,
            Adds = adds,
            Removes = removes,
            Transactions = transactions,
            Domains = domains,
            ChangeFiles = changeFiles,
        };
    }
}
