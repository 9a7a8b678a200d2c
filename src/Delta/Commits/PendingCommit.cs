using System.Reflection;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commits;

/// <summary>A commit that is being tried, at one version after the other.</summary>
internal sealed class PendingCommit
{
    private static readonly string EngineInfo = "Medallion/" + typeof(PendingCommit).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private readonly CommitRequest _request;
    private readonly IReadOnlyList<DeltaAction> _actions;
    private readonly string _txnId;

    /// <exception cref="ArgumentException">The request does not fit together.</exception>
    /// <exception cref="DeltaException">The table does not allow it.</exception>
    public PendingCommit(string table, CommitRequest request, Guid txnId)
    {
        _request = request;
        _txnId = txnId.ToString();
        _actions = WithProtocol(request);
        CommitValidation.Validate(table, request, _actions);
    }

    private bool IsBlindAppend =>
        _request.Reads.IsNothing && _actions.OfType<AddFile>().Any() && !_actions.OfType<RemoveFile>().Any();

    private bool OnlyRearranges =>
        _actions.Count > 0
        && _actions.All(action => action is AddFile { DataChange: false } or RemoveFile { DataChange: false });

    /// <summary>Whether every row that was in the table is still known by its id. Of files that others wrote it is not known.</summary>
    private bool KeepsRowIds =>
        _request.FollowsRules || !_actions.OfType<RemoveFile>().Any() || !_actions.OfType<AddFile>().Any();

    public bool IsOurs(TableCommit commit) => commit.CommitInfo?.TxnId == _txnId;

    /// <summary>The actions for the version after <paramref name="latest"/>, <c>commitInfo</c> first.</summary>
    public IReadOnlyList<DeltaAction> After(Snapshot? latest, DateTimeOffset now)
    {
        var metadata = _actions.OfType<Metadata>().FirstOrDefault() ?? latest!.Metadata;
        var milliseconds = now.ToUnixTimeMilliseconds();
        long? inCommit = metadata.HasInCommitTimestamps()
            ? Math.Max(milliseconds, (latest?.Timestamp.ToUnixTimeMilliseconds() ?? long.MinValue) + 1)
            : null;
        var info = new CommitInfo
        {
            Timestamp = inCommit ?? milliseconds,
            InCommitTimestamp = inCommit,
            Operation = _request.Operation,
            OperationParameters = Texts(_request.OperationParameters),
            OperationMetrics = (_request.OperationMetrics ?? CommitMetrics.Of(_actions)) is { } metrics ? Texts(metrics) : null,
            ReadVersion = _request.ReadSnapshot?.Version,
            IsolationLevel = OnlyRearranges ? "SnapshotIsolation" : "Serializable",
            IsBlindAppend = IsBlindAppend,
            UserMetadata = _request.UserMetadata,
            Tags = metadata.HasRowTracking() ? RowTracking.Tags(KeepsRowIds) : null,
            EngineInfo = EngineInfo,
            TxnId = _txnId,
        };
        return [info, .. RowTracking.Tracked(latest, metadata, _actions)];
    }

    private static IReadOnlyList<DeltaAction> WithProtocol(CommitRequest request)
    {
        if (request.ReadSnapshot is not null || request.Actions.OfType<Protocol>().Any()) return request.Actions;
        if (request.Actions.OfType<Metadata>().FirstOrDefault() is not { } metadata) return request.Actions;
        var hasDomains = request.Actions.OfType<DomainMetadata>().Any();
        return [ProtocolRules.ForNewTable(metadata, hasDomains), .. request.Actions];
    }

    private static Dictionary<string, string?> Texts(IReadOnlyDictionary<string, string> texts) =>
        texts.ToDictionary(text => text.Key, string? (text) => text.Value);
}
