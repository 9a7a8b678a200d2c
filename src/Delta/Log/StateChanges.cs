using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Log;

/// <summary>The net effect of commits, collected in their order; null values take entries out.</summary>
internal sealed class StateChanges
{
    public Protocol? Protocol { get; private set; }

    public Metadata? Metadata { get; private set; }

    public Dictionary<string, AddFile?> Files { get; } = [];

    public Dictionary<string, RemoveFile?> Tombstones { get; } = [];

    public Dictionary<string, SetTransaction?> Transactions { get; } = [];

    public Dictionary<string, DomainMetadata?> Domains { get; } = [];

    /// <remarks>Actions of one commit have no order; removes count before adds.</remarks>
    public void Add(TableCommit commit)
    {
        AddOthers(commit);
        foreach (var add in commit.Adds) Add(add);
    }

    /// <summary>Adds all of a commit but its files.</summary>
    public void AddOthers(TableCommit commit)
    {
        Protocol = commit.Protocol ?? Protocol;
        Metadata = commit.Metadata ?? Metadata;
        foreach (var remove in commit.Removes) Add(remove);
        foreach (var transaction in commit.Transactions) Add(transaction);
        foreach (var domain in commit.Domains) Add(domain);
    }

    public void Add(DeltaAction action)
    {
        switch (action)
        {
            case AddFile add:
                var added = add.Key;
                Files[added] = add;
                Tombstones.Remove(added);
                break;
            case RemoveFile remove:
                var removed = remove.Key;
                Files[removed] = null;
                Tombstones[removed] = remove with { StatsJson = null, Tags = null };
                break;
            case SetTransaction transaction:
                Transactions[transaction.AppId] = transaction;
                break;
            case DomainMetadata domain:
                Domains[domain.Domain] = domain.Removed ? null : domain;
                break;
            case Protocol protocol:
                Protocol = protocol;
                break;
            case Metadata metadata:
                Metadata = metadata;
                break;
        }
    }
}
