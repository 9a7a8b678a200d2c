using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Medallion.Silver;

/// <summary>What a step depends on besides Bronze: versions of tables, the same when a killed step is repeated.</summary>
/// <remarks>
/// A dataset that withholds records numbers its steps. The quarantine commit of a step, its first, holds the number and
/// the versions of the parents; the Silver commit of the step before holds the versions of quarantine and of the waiting
/// records that the step begins with.
/// </remarks>
internal sealed record StepState
{
    private readonly SilverDataset _dataset;

    private StepState(SilverDataset dataset) => _dataset = dataset;

    /// <summary>The number of the step; 0 for datasets that withhold nothing.</summary>
    public long Number { get; private init; }

    /// <summary>Whether the quarantine commit of the step is there already, made by a run that died after it.</summary>
    public bool IsRepeated { get; private init; }

    /// <summary>The Silver tables that records refer to or checks read, by dataset; null where there is none yet.</summary>
    public IReadOnlyDictionary<string, Snapshot?> Parents { get; private init; } = new Dictionary<string, Snapshot?>();

    /// <summary>Whether a parent is newer than when the withheld records were last judged.</summary>
    public bool ParentsMoved { get; private init; }

    /// <summary>Quarantine as it is.</summary>
    public Snapshot? Quarantine { get; private init; }

    /// <summary>Quarantine before the step.</summary>
    public Snapshot? QuarantineBefore { get; private init; }

    /// <summary>The waiting records as they are.</summary>
    public Snapshot? Parked { get; private init; }

    /// <summary>The waiting records before the step.</summary>
    public Snapshot? ParkedBefore { get; private init; }

    /// <summary>Whether the waiting records were committed already.</summary>
    public bool IsParkedDone => (Parked?.TransactionVersion(_dataset.StepAppId) ?? -1) >= Number;

    /// <summary>Reads it from the tables.</summary>
    public static async Task<StepState> ReadAsync(
        RunContext context,
        SilverDataset dataset,
        Snapshot? silver,
        Snapshot? quarantine,
        CancellationToken cancellationToken)
    {
        var appId = dataset.Withholds ? dataset.StepAppId : dataset.AppId;
        var (done, begun) = (silver?.TransactionVersion(appId) ?? -1, quarantine?.TransactionVersion(appId) ?? -1);
        var isRepeated = begun > done;
        var parked = dataset.Withholds
            ? await context.FindAsync(TablePaths.Parked, cancellationToken).ConfigureAwait(false)
            : null;
        var parents = new Dictionary<string, Snapshot?>();
        var moved = false;
        foreach (var parent in dataset.Source.Parents)
        {
            var table = TablePaths.Silver(parent);
            var newest = await context.FindAsync(table, cancellationToken).ConfigureAwait(false);
            var pinned = quarantine?.TransactionVersion(dataset.InputAppId(table));
            parents[parent] = isRepeated && dataset.Withholds
                ? await AtAsync(context, newest, pinned, cancellationToken).ConfigureAwait(false)
                : newest;
            moved |= newest is not null && newest.Version > Math.Max(
                silver?.TransactionVersion(dataset.InputAppId(table)) ?? -1,
                quarantine?.TransactionVersion(dataset.LookedAppId(table)) ?? -1);
        }
        Task<Snapshot?> BeforeAsync(Snapshot? now) => isRepeated && now is not null
            ? AtAsync(context, now, silver?.TransactionVersion(dataset.InputAppId(now.Table)), cancellationToken)
            : Task.FromResult(now);
        return new StepState(dataset)
        {
            Number = !dataset.Withholds ? 0 : isRepeated ? begun : done + 1,
            IsRepeated = isRepeated,
            Parents = parents,
            ParentsMoved = moved,
            Quarantine = quarantine,
            QuarantineBefore = dataset.Withholds ? await BeforeAsync(quarantine).ConfigureAwait(false) : null,
            Parked = parked,
            ParkedBefore = await BeforeAsync(parked).ConfigureAwait(false),
        };
    }

    /// <summary>What the step's commits hold besides the Bronze version: its number and the parents' versions.</summary>
    public IEnumerable<SetTransaction> Pins(DateTimeOffset at) => !_dataset.Withholds
        ? []
        : ParentVersions(_dataset.InputAppId, at)
            .Prepend(new SetTransaction(_dataset.StepAppId, Number, at.ToUnixTimeMilliseconds()));

    /// <summary>The parents' versions, after a step in which nothing changed.</summary>
    public IEnumerable<SetTransaction> Looked(DateTimeOffset at) => ParentVersions(_dataset.LookedAppId, at);

    private IEnumerable<SetTransaction> ParentVersions(Func<string, string> appId, DateTimeOffset at) => Parents.Values
        .OfType<Snapshot>()
        .Select(parent => new SetTransaction(appId(parent.Table), parent.Version, at.ToUnixTimeMilliseconds()));

    private static async Task<Snapshot?> AtAsync(
        RunContext context, Snapshot? newest, long? version, CancellationToken cancellationToken) =>
        newest is null || version is null ? null
            : version == newest.Version ? newest
            : await context.Table(newest.Table).LoadAsync(version, cancellationToken).ConfigureAwait(false);
}
