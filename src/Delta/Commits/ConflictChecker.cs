using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commits;

/// <summary>
/// Decides whether a commit can follow one that it did not know of. Isolation is serializable, as in delta-spark.
/// </summary>
internal sealed class ConflictChecker
{
    private readonly ReadScope _reads;
    private readonly HashSet<string> _removes;
    private readonly HashSet<string> _appIds;
    private readonly HashSet<string> _domains;

    public ConflictChecker(CommitRequest request)
    {
        _reads = request.Reads;
        _removes = [.. request.Actions.OfType<RemoveFile>().Select(remove => remove.Key)];
        _appIds = [.. request.Actions.OfType<SetTransaction>().Select(transaction => transaction.AppId)];
        _domains = [.. request.Actions.OfType<DomainMetadata>().Select(domain => domain.Domain)];
    }

    /// <summary>The first reason against following <paramref name="winner"/>; null when there is none.</summary>
    /// <param name="winner">The other writer's commit.</param>
    /// <param name="before">The table before it.</param>
    public ConflictKind? Check(TableCommit winner, Snapshot before)
    {
        if (winner.Protocol is not null) return ConflictKind.ProtocolChanged;
        if (winner.Metadata is not null) return ConflictKind.MetadataChanged;
        if (winner.Domains.Any(domain => _domains.Contains(domain.Domain))) return ConflictKind.ConcurrentTransaction;
        if (winner.Transactions.Any(txn => _appIds.Contains(txn.AppId))) return ConflictKind.ConcurrentTransaction;
        if (winner.Adds.Any(add => _reads.Contains(add.PartitionValues, before.Metadata)))
            return ConflictKind.ConcurrentAppend;
        if (winner.Removes.Any(remove => _removes.Contains(remove.Key))) return ConflictKind.ConcurrentDeleteDelete;
        return winner.Removes.Any(remove => _reads.Contains(ValuesOf(remove, before), before.Metadata))
            ? ConflictKind.ConcurrentDeleteRead
            : null;
    }

    private static IReadOnlyDictionary<string, string?>? ValuesOf(RemoveFile remove, Snapshot before) =>
        before.State.Files.TryGetValue(remove.Key, out var file) ? file.PartitionValues : remove.PartitionValues;
}
