using System.Text.Json.Nodes;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Medallion.Quarantine;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Silver;

/// <summary>
/// Makes a step visible: quarantine first, Silver second, each with the Bronze version taken in, so that a run killed in
/// between is finished by the next with only what is missing.
/// </summary>
internal sealed class SilverPublication(
    RunContext context, SilverDataset dataset, BronzeStep step, StagedSilver staged)
{
    private SetTransaction Progress =>
        new(dataset.AppId, step.To, context.StartedAt.ToUnixTimeMilliseconds());

    private string Notes => CommitNotes.Write(context, StepDrift.AddTo(new JsonObject
    {
        ["fingerprint"] = dataset.Fingerprint,
        ["inputs"] = new JsonObject { [dataset.BronzeTable] = step.To },
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
            if (taken >= step.To)
            {
                return null;
            }
            var result = await context.CommitAsync(table.Path, QuarantineCommit(quarantine), cancellationToken)
                .ConfigureAwait(false);
            if (result is not Conflicted)
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

    /// <summary>Commits the accepted rows.</summary>
    public Task<CommitResult> CommitSilverAsync(Snapshot? silver, CancellationToken cancellationToken)
    {
        var dates = staged.TouchedDates.Select(date =>
            new Dictionary<string, string?> { [SilverDataset.EventDate] = date }).ToList();
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
                    .. staged.Accepted.Concat(staged.Staying).Select(file => file.ToAdd(dataset.Schema, context.StartedAt)),
                    Progress,
                ],
                Reads = ReadScope.Partitions(dates),
            },
            cancellationToken);
    }

    /// <summary>Throws away what was staged for commits that did not happen.</summary>
    public async Task DiscardAsync(bool rejectedToo, CancellationToken cancellationToken)
    {
        await context.DiscardAsync(dataset.Table, [.. staged.Accepted, .. staged.Staying], cancellationToken)
            .ConfigureAwait(false);
        if (rejectedToo)
        {
            await context.DiscardAsync(TablePaths.Quarantine, staged.Rejected, cancellationToken).ConfigureAwait(false);
        }
    }

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
            .. staged.Rejected.Select(file => file.ToAdd(QuarantineTable.Schema, context.StartedAt)),
            Progress,
        ],
        Reads = ReadScope.Nothing,
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
