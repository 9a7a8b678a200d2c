using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Medallion.Silver;

namespace Lakehouse.Medallion.Runs;

/// <summary>
/// Reads balances from the commits of Silver tables, where they were written with the rows they count: so a run that was
/// killed after its Silver commit is still in the books.
/// </summary>
internal sealed class BalanceLedger(RunContext context)
{
    /// <summary>The balances of all Silver commits after those that the progress tells of.</summary>
    public async Task<OpsRows> ReadAsync(Func<string, long> progress, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<object?>>();
        var reached = new List<SetTransaction>();
        foreach (var dataset in context.Project.Sources.Select(source => new SilverDataset(source)))
        {
            var silver = await context.FindAsync(dataset.Table, cancellationToken).ConfigureAwait(false);
            var appId = $"medallion/ops/{dataset.Table}";
            var from = progress(appId);
            if (silver is null || silver.Version <= from)
            {
                continue;
            }
            var commits = context.Table(dataset.Table).ReadCommitsAsync(from + 1, silver.Version, cancellationToken);
            await foreach (var commit in commits.ConfigureAwait(false))
            {
                if (commit.CommitInfo?.UserMetadata is { } notes && Row(dataset.Name, commit.Version, notes) is { } row)
                {
                    rows.Add(row);
                }
            }
            reached.Add(new SetTransaction(appId, silver.Version, context.StartedAt.ToUnixTimeMilliseconds()));
        }
        return new OpsRows(rows, reached);
    }

    // Null for commits of other tools, which say nothing of records.
    private static object?[]? Row(string dataset, long version, string notes)
    {
        try
        {
            using var json = JsonDocument.Parse(notes);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("balance", out var counts))
            {
                return null;
            }
            var balance = Balance.FromJson(counts);
            return
            [
                root.GetProperty("run").GetString(), dataset, version, root.GetProperty("bronzeFrom").GetInt64(),
                root.GetProperty("bronzeTo").GetInt64(), balance.Read, balance.Accepted, balance.Duplicate,
                balance.Quarantined, balance.Conflicts, balance.Displaced, balance.Undeclared,
                balance.Parked, balance.Unparked, balance.Replayed, balance.Withdrawn,
            ];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
