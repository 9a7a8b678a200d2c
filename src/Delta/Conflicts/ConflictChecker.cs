using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Conflicts;

/// <summary>
/// Decides whether a commit can follow one that it did not know of. Isolation is serializable, as in delta-spark.
/// </summary>
internal sealed class ConflictChecker
{
    private readonly ReadScope _reads;
    private readonly HashSet<string> _removes;
    private readonly HashSet<string> _appIds;
    private readonly HashSet<string> _domains;
    private readonly bool _hasMetadata;

    public ConflictChecker(CommitRequest request)
    {
        _reads = request.Reads;
        _removes = [.. request.Actions.OfType<RemoveFile>().Select(remove => remove.Key)];
        _appIds = [.. request.Actions.OfType<SetTransaction>().Select(transaction => transaction.AppId)];
        _hasMetadata = request.Actions.OfType<Metadata>().Any();
        _domains = [.. request.Actions.OfType<DomainMetadata>().Select(domain => domain.Domain)];
    }

    /// <summary>The first reason against following <paramref name="winner"/>; null when there is none.</summary>
    /// <param name="winner">The other writer's commit.</param>
    /// <param name="before">The table before it.</param>
    public ConflictKind? Check(TableCommit winner, Snapshot before)
    {
        if (winner.Protocol is not null) return ConflictKind.ProtocolChanged;
        if (winner.Metadata is { } changed && (_hasMetadata || !IdentityColumns.OnlyNumber(before.Metadata, changed)))
            return ConflictKind.MetadataChanged;
        if (winner.Domains.Any(domain => _domains.Contains(domain.Domain))) return ConflictKind.ConcurrentTransaction;
        if (winner.Transactions.Any(txn => _appIds.Contains(txn.AppId))) return ConflictKind.ConcurrentTransaction;
        if (_reads.ContainsAny(winner.Adds, before)) return ConflictKind.ConcurrentAppend;
        if (winner.Removes.Any(remove => _removes.Contains(remove.Key))) return ConflictKind.ConcurrentDeleteDelete;
        var removed = winner.Removes
            .Select(remove => before.State.Files.GetValueOrDefault(remove.Key))
            .OfType<AddFile>();
        return _reads.ContainsAny(removed, before) ? ConflictKind.ConcurrentDeleteRead : null;
    }
}
