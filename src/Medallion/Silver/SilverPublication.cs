using System.Text.Json.Nodes;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Medallion.Parked;
using Lakehouse.Medallion.Quarantine;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Silver;

/// <summary>
/// Makes a step visible: quarantine first, Silver second, each with the Bronze version taken in, so that a run killed in
/// between is finished by the next with only what is missing.
/// </summary>
internal sealed class SilverPublication(
    RunContext context, SilverDataset dataset, BronzeStep step, StepState state, StagedSilver staged)
{
    private IEnumerable<SetTransaction> Progress =>
        state.Pins(context.StartedAt).Prepend(Transaction(dataset.AppId, step.To));

    private string Notes => CommitNotes.Write(context, StepDrift.AddTo(new JsonObject
    {
        ["fingerprint"] = dataset.Fingerprint,
        ["inputs"] = Inputs(),
        ["bronzeFrom"] = step.From + 1,
        ["bronzeTo"] = step.To,
        ["balance"] = staged.Balance.ToJson(),
        ["errors"] = CommitNotes.Numbers(staged.Errors.Keys, code => code, code => staged.Errors[code]),
    }, staged.Drift));

    /// <summary>Commits the rejected records, unless a run before did; null then.</summary>
    public async Task<CommitResult?> CommitQuarantineAsync(Snapshot? quarantine, CancellationToken cancellationToken)
    {
        var table = context.Table(TablePaths.Quarantine);
        while (true)
        {
            var taken = quarantine?.TransactionVersion(dataset.AppId) ?? -1;
            if (dataset.Withholds ? state.IsRepeated : taken >= step.To)
            {
                return null;
            }
            var result = await context.CommitAsync(table.Path, QuarantineCommit(quarantine), cancellationToken)
                .ConfigureAwait(false);
            if (result is not Conflicted || dataset.Withholds)
            {
                return result;
            }
            quarantine = await table.LoadAsync(null, cancellationToken).ConfigureAwait(false);
            if ((quarantine.TransactionVersion(dataset.AppId) ?? -1) is var moved && moved != taken && moved < step.To)
            {
                // Another run took in a part of these records; committing them all would count that part twice.
                return result;
            }
        }
    }

    /// <summary>Remembers that no withheld record came back; where another run wins, they are judged once more.</summary>
    public async Task CommitLookedAsync(CancellationToken cancellationToken)
    {
        if (staged.Withheld is not null && state.Quarantine is { } quarantine)
        {
            await context.CommitAsync(
                TablePaths.Quarantine,
                new CommitRequest
                {
                    ReadSnapshot = quarantine,
                    Operation = "WRITE",
                    UserMetadata = Notes,
                    Actions = [.. state.Looked(context.StartedAt)],
                    Reads = ReadScope.Nothing,
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Commits what changes for waiting records; null when nothing does, or a run before did.</summary>
    public async Task<CommitResult?> CommitParkedAsync(CancellationToken cancellationToken)
    {
        if (staged.Withheld is not { } withheld || state.IsParkedDone
            || withheld is { Parked.Count: 0, Waiting.Replaced.Count: 0 })
        {
            return null;
        }
        return await context.CommitAsync(
            TablePaths.Parked,
            new CommitRequest
            {
                ReadSnapshot = state.Parked,
                Operation = "WRITE",
                OperationParameters = new Dictionary<string, string> { ["mode"] = "Append" },
                UserMetadata = Notes,
                Actions =
                [
                    .. TableDefinition.CreateIfNew(
                        context, state.Parked, ParkedTable.Schema, [ParkedTable.PartitionColumn],
                        "Records of all datasets that wait for what they refer to"),
                    .. withheld.Waiting.Replaced.Select(file => file.Remove(context.StartedAt)),
                    .. withheld.Parked.Concat(withheld.Waiting.Staying)
                        .Select(file => file.ToAdd(ParkedTable.Schema, context.StartedAt, state.Parked?.IndexedColumns)),
                    .. Progress,
                ],
                Reads = OfDataset(),
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Commits the accepted rows.</summary>
    /// <param name="silver">The table before.</param>
    /// <param name="quarantine">Quarantine with the step's records.</param>
    /// <param name="parked">The waiting records with those of the step.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<CommitResult> CommitSilverAsync(
        Snapshot? silver, Snapshot? quarantine, Snapshot? parked, CancellationToken cancellationToken)
    {
        var dates = staged.TouchedDates
            .Union(staged.Replaced.Select(file => file.PartitionValues[SilverDataset.EventDate]))
            .Select(date => new Dictionary<string, string?> { [SilverDataset.EventDate] = date }).ToList();
        return context.CommitAsync(
            dataset.Table,
            new CommitRequest
            {
                ReadSnapshot = silver,
                Operation = "WRITE",
                OperationParameters = new Dictionary<string, string> { ["mode"] = "Append" },
                UserMetadata = Notes,
                Actions =
                [
                    .. Metadata(silver),
                    .. staged.Replaced.Select(file => file.Remove(context.StartedAt)),
                    .. staged.Accepted.Concat(staged.Staying).Select(file => file.ToAdd(dataset.Schema, context.StartedAt, silver?.IndexedColumns)),
                    .. Progress,
                    .. Withheld(quarantine, parked),
                ],
                Reads = ReadScope.Partitions(dates),
            },
            cancellationToken);
    }

    /// <summary>Throws away what was staged for commits that did not happen; one without an answer may have.</summary>
    public async Task DiscardAsync(
        CommitResult? rejected, CommitResult? parked, CommitResult? accepted, CancellationToken cancellationToken)
    {
        foreach (var (table, result, files) in new (string, CommitResult?, IEnumerable<StagedFile>)[]
        {
            (dataset.Table, accepted, [.. staged.Accepted, .. staged.Staying]),
            (TablePaths.Quarantine, rejected, [.. staged.Rejected, .. staged.Withheld?.Quarantine.Staying ?? []]),
            (TablePaths.Parked, parked, [.. staged.Withheld?.Parked ?? [], .. staged.Withheld?.Waiting.Staying ?? []]),
        })
        {
            if (result is null or Conflicted)
            {
                await context.DiscardAsync(table, files, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private SetTransaction Transaction(string appId, long version) =>
        new(appId, version, context.StartedAt.ToUnixTimeMilliseconds());

    private JsonObject Inputs()
    {
        var inputs = new JsonObject { [dataset.BronzeTable] = step.To };
        foreach (var (parent, snapshot) in state.Parents)
        {
            inputs[TablePaths.Silver(parent)] = snapshot?.Version;
        }
        return inputs;
    }

    // Where the next step finds the records that are withheld after this one.
    private IEnumerable<SetTransaction> Withheld(Snapshot? quarantine, Snapshot? parked)
    {
        if (staged.Withheld is not { } withheld)
        {
            yield break;
        }
        foreach (var table in new[] { quarantine, parked }.OfType<Snapshot>())
        {
            yield return Transaction(dataset.InputAppId(table.Table), table.Version);
        }
        yield return Transaction(dataset.NewestLandingAppId, withheld.NewestLanding);
    }

    private ReadScope OfDataset() => ReadScope.Partitions(
        [new Dictionary<string, string?> { [QuarantineTable.PartitionColumn] = dataset.Name }]);

    private CommitRequest QuarantineCommit(Snapshot? quarantine) => new()
    {
        ReadSnapshot = quarantine,
        Operation = "WRITE",
        OperationParameters = new Dictionary<string, string> { ["mode"] = "Append" },
        UserMetadata = Notes,
        Actions =
        [
            .. TableDefinition.CreateIfNew(
                context, quarantine, QuarantineTable.Schema, [QuarantineTable.PartitionColumn],
                "Rejected records of all datasets with their errors"),
            .. (staged.Withheld?.Quarantine.Replaced ?? []).Select(file => file.Remove(context.StartedAt)),
            .. staged.Rejected.Concat(staged.Withheld?.Quarantine.Staying ?? [])
                .Select(file => file.ToAdd(QuarantineTable.Schema, context.StartedAt, quarantine?.IndexedColumns)),
            .. Progress,
            Transaction(dataset.RulesAppId, step.To),
        ],
        Reads = dataset.Withholds ? OfDataset() : ReadScope.Nothing,
    };

    private IEnumerable<DeltaAction> Metadata(Snapshot? silver)
    {
        if (silver is null)
        {
            yield return TableDefinition.Metadata(
                context, dataset.Schema, [SilverDataset.EventDate],
                $"Accepted records of {dataset.Name}, contract {dataset.Contract.Id}", dataset.Fingerprint);
        }
        else if (!FingerprintPolicy.IsCurrent(dataset, silver))
        {
            yield return silver.Metadata with
            {
                Configuration = new Dictionary<string, string>(silver.Metadata.Configuration)
                {
                    [TableDefinition.FingerprintProperty] = dataset.Fingerprint,
                },
            };
        }
    }
}
